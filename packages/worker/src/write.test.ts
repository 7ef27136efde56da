import { downloadJob, exportPdf, type Log } from '@plotline/services'
import { createTestContext, order, until } from '@plotline/services/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHold, noModels } from '../testing/index.ts'
import { type RunningWorker, startWorker } from './start.ts'

let test: Awaited<ReturnType<typeof createTestContext>>
let worker: RunningWorker
let hold: Awaited<ReturnType<typeof createHold>>
beforeAll(async () => {
  test = await createTestContext()
  hold = await createHold(test.database.url)
  const log: Log = (level, event, fields) => test.lines.push({ level, event, fields })
  worker = await startWorker({ ...test.values, concurrency: 1, models: noModels, log })
})
afterAll(async () => {
  await hold.close()
  await worker.stop()
  await test.close()
})

async function drawn() {
  const { user, job } = await order(test.ctx)
  await until(async () => {
    const { status } = await test.ctx.db
      .selectFrom('jobs')
      .select('status')
      .where('id', '=', job.id)
      .executeTakeFirstOrThrow()
    return status === 'completed'
  })
  return { user, id: job.id }
}

const page = { paper: 'a4', orientation: 'auto', marginMm: 15, key: false } as const

describe('a file that is asked for', () => {
  it('is written by a thread of the worker, and found again', async () => {
    const { user, id } = await drawn()
    const link = await downloadJob(test.ctx, user, id, { format: 'dxf' })
    expect(await (await fetch(link.url)).text()).toContain('SECTION')
    const pdf = await exportPdf(test.ctx, user, { jobId: id, ...page, title: '猫' })
    expect(pdf.warnings).toHaveLength(1)
    const again = await exportPdf(test.ctx, user, { jobId: id, ...page, title: '猫' })
    expect(new URL(again.url).pathname).toBe(new URL(pdf.url).pathname)
    expect(test.lines.filter(({ event }) => event === 'export.written')).toHaveLength(2)
  })

  it('does not wait behind a drawing: writing has a lane of its own', async () => {
    const { user, id } = await drawn()
    const slow = await order(test.ctx)
    await hold.add(slow.user, 'trace')
    await hold.standing(1)
    try {
      expect((await downloadJob(test.ctx, user, id, { format: 'dxf' })).filename).toMatch(/\.dxf$/)
    } finally {
      await hold.open()
    }
  })

  it('is refused for the machine’s reason, at once and for good', async () => {
    const { user, id } = await drawn()
    const refused = downloadJob(test.ctx, user, id, { format: 'gcode', device: 'toaster' })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ path: 'device', message: expect.stringContaining('toaster') }],
    })
    const { attempt } = await test.ctx.db
      .selectFrom('exports')
      .select('attempt')
      .where('job_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(attempt).toBe(1)
  })

  it('is tried again where storage failed in passing, and is one file then', async () => {
    const { user, id } = await drawn()
    await failOnce(id)
    expect((await downloadJob(test.ctx, user, id, { format: 'dxf' })).filename).toMatch(/\.dxf$/)
    expect(test.lines.some(({ event }) => event === 'export.interrupted')).toBe(true)
    const files = await test.ctx.db
      .selectFrom('assets')
      .select('status')
      .where('job_id', '=', id)
      .where('format', '=', 'dxf')
      .execute()
    expect(files).toEqual([{ status: 'ready' }])
  })
})

/** The first file of a job from now on fails as on a full disk. */
async function failOnce(jobId: string): Promise<void> {
  const { db } = test.ctx
  await sql`create sequence failures`.execute(db)
  await sql`grant usage on sequence failures to service_role`.execute(db)
  await sql`
    create function fail_once() returns trigger language plpgsql as $$
    begin
      if new.job_id = ${sql.lit(jobId)} and nextval('public.failures') = 1 then
        raise exception 'the disk is full' using errcode = 'disk_full';
      end if;
      return new;
    end $$`.execute(db)
  await sql`create trigger fail_once before insert on assets for each row execute function fail_once()`.execute(
    db,
  )
}
