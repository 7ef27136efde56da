import { getJob, type Log } from '@plotline/services'
import { createTestContext, ledgerOf, order, picture, until } from '@plotline/services/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noModels, readyFiles } from '../testing/index.ts'
import { type RunningWorker, startWorker } from './start.ts'

let test: Awaited<ReturnType<typeof createTestContext>>
let worker: RunningWorker
beforeAll(async () => {
  test = await createTestContext()
  const log: Log = (level, event, fields) => test.lines.push({ level, event, fields })
  worker = await startWorker({ ...test.values, concurrency: 3, models: noModels, log })
})
afterAll(async () => {
  await worker.stop()
  await test.close()
})

const ended = (user: { userId: string }, id: string) =>
  until(async () => {
    const job = await getJob(test.ctx, user, id)
    return job.finishedAt !== null && job
  })

describe('a job', () => {
  it('goes from an uploaded picture to a drawing, stage by stage, with real bytes', async () => {
    const { user, job } = await order(test.ctx, { style: 'sketch', isolate: { mode: 'auto' } })
    const done = await ended(user, job.id)
    expect(done).toMatchObject({ status: 'completed', percent: 100, refunded: false, failure: null })
    expect(
      done.stages.every(
        ({ status, percent, ms }) => status === 'completed' && percent === 100 && ms !== null,
      ),
    ).toBe(true)
    expect(done.result?.strokes).toBeGreaterThan(10)
    expect(done.result?.isolatedBy).toBe('classical')
    expect(done.result?.warnings).toContain(
      'The subject was found by color alone, for its model could not be fetched.',
    )
    expect(test.lines).toContainEqual({
      level: 'warn',
      event: 'job.model_missing',
      fields: { jobId: job.id, message: expect.stringContaining('u2netp') },
    })
    expect(await readyFiles(test.ctx, job.id)).toEqual(['artifact json', 'artifact svg', 'preview preview'])
    const svg = await (await fetch(done.links.svg ?? '')).text()
    expect(svg).toContain('<path')
    const preview = Buffer.from(await (await fetch(done.links.preview ?? '')).arrayBuffer())
    expect(preview.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect(await ledgerOf(test.ctx, user)).toEqual({ balance: 2, sum: 2, kinds: ['grant', 'debit'] })
    const { width, height } = await test.ctx.db
      .selectFrom('assets')
      .select(['width', 'height'])
      .where('id', '=', job.assetId)
      .executeTakeFirstOrThrow()
    expect({ width, height }).toEqual({ width: 160, height: 160 })
  })

  it('goes on and never back: the percent of the job and of each stage only rises', async () => {
    await sql`create table seen_percents (id bigint generated always as identity, of text, percent integer)`.execute(
      test.ctx.db,
    )
    await sql`grant insert on seen_percents to service_role`.execute(test.ctx.db)
    await sql`create function see_percent() returns trigger language plpgsql as $$
      begin
        insert into public.seen_percents (of, percent)
        values (coalesce(to_jsonb(new) ->> 'name', 'job'), new.percent);
        return null;
      end $$`.execute(test.ctx.db)
    for (const table of ['jobs', 'job_stages']) {
      await sql`create trigger see after update on ${sql.table(table)}
        for each row execute function see_percent()`.execute(test.ctx.db)
    }
    const { user, job } = await order(
      test.ctx,
      { style: 'stipple', stipple: { dots: 30_000 }, workingPx: 400 },
      { bytes: picture({ size: 400 }) },
    )
    await ended(user, job.id)
    for (const table of ['jobs', 'job_stages']) {
      await sql`drop trigger see on ${sql.table(table)}`.execute(test.ctx.db)
    }
    const { rows } = await sql<{ of: string; percents: number[] }>`
      select of, array_agg(percent order by id) as percents from seen_percents group by of`.execute(
      test.ctx.db,
    )
    expect(rows.length).toBeGreaterThan(4)
    for (const { of, percents } of rows) {
      expect({ of, percents }).toEqual({ of, percents: percents.toSorted((a, b) => a - b) })
    }
    expect(rows.find(({ of }) => of === 'write')?.percents.length).toBeGreaterThan(2)
  })

  it('draws the same bytes for the same order', async () => {
    const [one, two] = [await order(test.ctx), await order(test.ctx)]
    const svgs = await Promise.all(
      [one, two].map(async ({ user, job }) =>
        (await fetch((await ended(user, job.id)).links.svg ?? '')).text(),
      ),
    )
    expect(svgs[0]).toBe(svgs[1])
  })

  it('fails with a reason and one refund when the picture is broken', async () => {
    const { user, job } = await order(test.ctx, {}, { bytes: picture().subarray(0, 300) })
    const done = await ended(user, job.id)
    expect(done).toMatchObject({ status: 'failed', refunded: true, result: null })
    expect(done.failure).toMatch(/credit is back/)
    expect(done.stages[0]).toMatchObject({ name: 'decode', status: 'failed' })
    expect(await ledgerOf(test.ctx, user)).toEqual({
      balance: 3,
      sum: 3,
      kinds: ['grant', 'debit', 'refund'],
    })
    expect(await readyFiles(test.ctx, job.id)).toEqual([])
  })

  it('fails and is refunded when there is nothing to draw', async () => {
    const { user, job } = await order(test.ctx, {}, { bytes: picture({ flat: true }) })
    expect(await ended(user, job.id)).toMatchObject({ status: 'failed', refunded: true })
    const { failure_code } = await test.ctx.db
      .selectFrom('jobs')
      .select('failure_code')
      .where('id', '=', job.id)
      .executeTakeFirstOrThrow()
    expect(failure_code).toBe('nothing_to_draw')
  })

  it('is drawn once for its owner, however many deliveries there are', async () => {
    const { user, job } = await order(test.ctx, { style: 'sketch' })
    const { boss } = test.ctx.queue
    const extra = await Promise.all(Array.from({ length: 5 }, () => boss.send('draw', { jobId: job.id })))
    const done = await ended(user, job.id)
    await until(async () => {
      const states = await Promise.all(extra.map((id) => boss.findJobs('draw', { id: id ?? '' })))
      return states.flat().every(({ state }) => state === 'completed')
    })
    expect(await getJob(test.ctx, user, job.id)).toMatchObject({ status: 'completed', result: done.result })
    expect(await readyFiles(test.ctx, job.id)).toEqual(['artifact json', 'artifact svg', 'preview preview'])
    expect(await ledgerOf(test.ctx, user)).toEqual({ balance: 2, sum: 2, kinds: ['grant', 'debit'] })
  })

  it('shows the worker to the health check', async () => {
    const rows = await test.ctx.db.selectFrom('workers').selectAll().execute()
    expect(rows).toMatchObject([{ id: worker.id, concurrency: 3, model: null }])
  })
})
