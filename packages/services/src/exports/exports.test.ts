import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { drawJob, order, testContext, until, writeExport } from '../../testing/index.ts'
import { DomainError } from '../error.ts'
import { downloadJob } from '../jobs/download.ts'
import { caps, sharedCaps } from '../limits/caps.ts'
import { exportPdf } from '../pdf/export.ts'
import { failExport } from './fail.ts'
import { orderExport } from './order.ts'
import { renderExport } from './render.ts'
import { startExport } from './start.ts'
import { storeExport } from './store.ts'
import { sweepExports } from './sweep.ts'

// Nothing writes here unless a test does: what the asking process does by itself is seen.
const { ctx } = await testContext()

async function drawn() {
  const { user, job } = await order(ctx)
  await drawJob(ctx, job.id)
  return { user, jobId: job.id }
}

const exportsOf = (jobId: string) =>
  ctx.db.selectFrom('exports').selectAll().where('job_id', '=', jobId).orderBy('created_at').execute()
const filesOf = (jobId: string, format: string) =>
  ctx.db
    .selectFrom('assets')
    .select(['id', 'status', 'path'])
    .where('job_id', '=', jobId)
    .where('format', 'like', `${format}%`)
    .execute()

/** A distinct file for each number. */
const svg = (index: number) =>
  ({ kind: 'file', format: 'svg', perPen: false, curvesMm: (index + 1) / 100 }) as const

describe('the process that asks for a file', () => {
  it('writes none itself: without a worker it says so, and leaves the wish', async () => {
    const { user, jobId } = await drawn()
    const wait = { aloneMs: 0 }
    await expect(downloadJob(ctx, user, jobId, { format: 'dxf' }, wait)).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: expect.any(Number),
    })
    const page = { paper: 'a4', orientation: 'auto', marginMm: 15, key: false, title: '' } as const
    await expect(exportPdf(ctx, user, { jobId, ...page }, wait)).rejects.toMatchObject({
      code: 'unavailable',
    })
    expect((await exportsOf(jobId)).map(({ status }) => status)).toEqual(['pending', 'pending'])
    expect([...(await filesOf(jobId, 'dxf')), ...(await filesOf(jobId, 'pdf'))]).toEqual([])
  })

  it('answers within its limit that the file is still being written, and the next time that it is there', async () => {
    const { user, jobId } = await drawn()
    const impatient = downloadJob(ctx, user, jobId, { format: 'dxf' }, { waitMs: 50 })
    await expect(impatient).rejects.toMatchObject({ code: 'being_written' })
    const gone = AbortSignal.abort()
    const left = downloadJob(ctx, user, jobId, { format: 'dxf' }, { signal: gone })
    await expect(left).rejects.toMatchObject({ code: 'being_written' })
    const [asked] = await exportsOf(jobId)
    const waiting = downloadJob(ctx, user, jobId, { format: 'dxf' })
    await writeExport(ctx, asked?.id ?? '')
    expect((await waiting).filename).toMatch(/\.dxf$/)
    expect(await exportsOf(jobId)).toHaveLength(1)
  })

  it('joins a file under way: thirty at once are one export, one delivery, one file', async () => {
    const { user, jobId } = await drawn()
    // That no worker lives is not what is asked here.
    const wait = { aloneMs: 50_000 }
    const links = Array.from({ length: 30 }, () => downloadJob(ctx, user, jobId, { format: 'dxf' }, wait))
    const asked = await until(async () => (await exportsOf(jobId))[0])
    const deliveries = await ctx.queue.boss.findJobs('write', { id: asked.id })
    expect(deliveries).toHaveLength(1)
    await writeExport(ctx, asked.id)
    const paths = (await Promise.all(links)).map(({ url }) => new URL(url).pathname)
    expect(new Set(paths).size).toBe(1)
    expect(await filesOf(jobId, 'dxf')).toMatchObject([{ id: asked.id, status: 'ready' }])
  })

  it('joins a file that was done between its look and its wish', async () => {
    const { user, jobId } = await drawn()
    const request = { kind: 'file', format: 'dxf', perPen: false } as const
    const first = await orderExport(ctx, user, { jobId, request })
    await writeExport(ctx, first)
    expect(await orderExport(ctx, user, { jobId, request })).toBe(first)
    await ctx.db.updateTable('assets').set({ expires_at: sql`now()` }).where('id', '=', first).execute()
    expect(await orderExport(ctx, user, { jobId, request })).not.toBe(first)
  })

  it('counts a file that is written, whoever waits for it, and none that is joined or found', async () => {
    const { user, jobId } = await drawn()
    let uses = 0
    const countUse = async () => void uses++
    const ask = (more = {}) =>
      downloadJob(ctx, user, jobId, { format: 'dxf' }, { countUse, waitMs: 50, ...more })
    await expect(ask()).rejects.toMatchObject({ code: 'being_written' })
    await expect(ask()).rejects.toMatchObject({ code: 'being_written' })
    expect(uses).toBe(1)
    await writeExport(ctx, (await exportsOf(jobId))[0]?.id ?? '')
    await ask()
    expect(uses).toBe(1)
    const refused = async () => {
      throw new DomainError('rate_limited')
    }
    const other = downloadJob(ctx, user, jobId, { format: 'png' }, { countUse: refused })
    await expect(other).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await exportsOf(jobId)).toHaveLength(1)
  })

  it('is told why a file cannot be', async () => {
    const { user, jobId } = await drawn()
    const refused = expect(
      downloadJob(ctx, user, jobId, { format: 'gcode', device: 'toaster' }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ path: 'device', message: expect.stringContaining('toaster') }],
    })
    const asked = await until(async () => (await exportsOf(jobId))[0])
    await writeExport(ctx, asked.id)
    await refused
  })

  it('hears that the job was deleted meanwhile', async () => {
    const { user, jobId } = await drawn()
    const waiting = expect(downloadJob(ctx, user, jobId, { format: 'dxf' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await until(async () => (await exportsOf(jobId)).length > 0)
    await ctx.db.deleteFrom('jobs').where('id', '=', jobId).execute()
    await waiting
  })
})

describe('orderExport', () => {
  it('takes no more of one person at a time than their tier may have, thirty asking at once', async () => {
    const { user, jobId } = await drawn()
    const ask = (from: number) =>
      Promise.allSettled(
        Array.from({ length: 30 }, (_, index) =>
          orderExport(ctx, user, { jobId, request: svg(from + index) }),
        ),
      )
    const refusals = (asked: PromiseSettledResult<string>[]) =>
      asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    const refused = refusals(await ask(0))
    expect(refused).toHaveLength(30 - caps['exports.open'].free)
    for (const error of refused) {
      expect(error).toMatchObject({ code: 'too_many_exports', retryAfterSeconds: expect.any(Number) })
    }
    expect(await exportsOf(jobId)).toHaveLength(caps['exports.open'].free)
    await ctx.db.updateTable('users').set({ tier: 'paid' }).where('id', '=', user.userId).execute()
    await ask(30)
    expect(await exportsOf(jobId)).toHaveLength(caps['exports.open'].paid)
    await ctx.db.deleteFrom('exports').execute()
  })

  it('lets the first file of a person go before the second and third of others', async () => {
    const [many, newcomer] = [await drawn(), await drawn()]
    const orders = []
    for (const index of [0, 1, 2]) {
      orders.push(await orderExport(ctx, many.user, { jobId: many.jobId, request: svg(index) }))
    }
    orders.push(await orderExport(ctx, newcomer.user, { jobId: newcomer.jobId, request: svg(0) }))
    const priorities = await Promise.all(
      orders.map(async (id) => (await ctx.queue.boss.findJobs('write', { id }))[0]?.priority ?? Number.NaN),
    )
    const [first, second = 0, third = 0, theirs] = priorities
    expect([theirs, first]).toEqual([first, theirs])
    expect(first).toBeGreaterThan(second)
    expect(second).toBeGreaterThan(third)
    await ctx.db.deleteFrom('exports').execute()
  })

  it('takes no more of all together than there is room for', async () => {
    const { user, jobId } = await drawn()
    const other = await drawn()
    const rows = Array.from({ length: sharedCaps['exports.open'] }, (_, index) => ({
      user_id: other.user.userId,
      job_id: other.jobId,
      format: `x${index}`,
      request: '{}',
    }))
    await ctx.db.insertInto('exports').values(rows).execute()
    await expect(orderExport(ctx, user, { jobId, request: svg(0) })).rejects.toMatchObject({
      code: 'exports_busy',
      retryAfterSeconds: expect.any(Number),
    })
    await ctx.db.deleteFrom('exports').execute()
  })
})

describe('an export', () => {
  const begun = async () => {
    const { user, jobId } = await drawn()
    const id = await orderExport(ctx, user, { jobId, request: svg(0) })
    const claim = await startExport(ctx, id)
    if (!claim?.drawing) throw new Error('Expected a claim with a drawing.')
    const json = await ctx.storage.download('artifacts', claim.drawing.path)
    const file = renderExport(json ?? new Uint8Array(), claim.request, claim)
    return { user, jobId, id, claim, file }
  }

  it('makes one file, however often it is delivered, and an older claim changes nothing', async () => {
    const { jobId, id, claim, file } = await begun()
    const newer = await startExport(ctx, id)
    expect(newer?.attempt).toBe(claim.attempt + 1)
    expect(await storeExport(ctx, claim, file)).toBe(false)
    const said = { ...file, warnings: ['Something was left out.'] }
    expect(await storeExport(ctx, newer ?? claim, said)).toBe(true)
    expect(await storeExport(ctx, claim, file)).toBe(false)
    expect(await startExport(ctx, id)).toBeNull()
    expect(await filesOf(jobId, 'svg:')).toMatchObject([{ id, status: 'ready' }])
    expect(await exportsOf(jobId)).toMatchObject([{ asset_id: id, warnings: said.warnings }])
  })

  it('that takes down whoever writes it is given up', async () => {
    const { jobId, id } = await begun()
    for (let attempt = 2; attempt <= 10; attempt++)
      expect(await startExport(ctx, id)).toMatchObject({ attempt })
    expect(await startExport(ctx, id)).toBeNull()
    expect(await exportsOf(jobId)).toMatchObject([{ id, status: 'processing', attempt: 10 }])
  })

  it('that failed leaves nothing of its file, neither row nor bytes', async () => {
    const { user, jobId, id, claim, file } = await begun()
    const isStored = async () =>
      (await ctx.storage.list('artifacts', user.userId)).includes(`${user.userId}/${id}.svg`)
    await ctx.db.updateTable('exports').set({ attempt: 7 }).where('id', '=', id).execute()
    await storeExport(ctx, claim, file)
    expect(await isStored()).toBe(true)
    expect(await failExport(ctx, { exportId: id }, { code: 'unavailable', sentence: 'It broke.' })).toBe(true)
    expect(await failExport(ctx, { exportId: id }, { code: 'gone', sentence: 'Again.' })).toBe(false)
    expect([await isStored(), await filesOf(jobId, 'svg:')]).toEqual([false, []])
    expect(await storeExport(ctx, claim, file)).toBe(false)
    expect([await isStored(), await filesOf(jobId, 'svg:')]).toEqual([false, []])
  })

  it('is refused where its file is larger than storage takes, or than the person has room for', async () => {
    const { user, jobId, claim, file } = await begun()
    const huge = { ...file, bytes: new Uint8Array(50 * 1024 * 1024 + 1) }
    await expect(storeExport(ctx, claim, huge)).rejects.toMatchObject({ code: 'too_large' })
    const big = {
      user_id: user.userId,
      kind: 'artifact',
      bucket: 'artifacts',
      content_type: 'image/png',
    } as const
    await ctx.db
      .insertInto('assets')
      .values({
        ...big,
        path: `${user.userId}/big.png`,
        bytes: caps['storage.bytes'].free,
        filename: 'big.png',
        status: 'ready',
        expires_at: new Date(Date.now() + 3_600_000),
      })
      .execute()
    await expect(storeExport(ctx, claim, file)).rejects.toMatchObject({ code: 'storage_full' })
    await expect(orderExport(ctx, user, { jobId, request: svg(1) })).rejects.toMatchObject({
      code: 'storage_full',
    })
    expect(await filesOf(jobId, 'svg:')).toEqual([])
  })

  it('that nobody waits for any more is not begun', async () => {
    const { user, jobId } = await drawn()
    const id = await orderExport(ctx, user, { jobId, request: svg(0) })
    await ctx.db
      .updateTable('exports')
      .set({ created_at: sql<Date>`now() - interval '1 hour'` })
      .where('id', '=', id)
      .execute()
    expect(await startExport(ctx, id)).toBeNull()
  })

  it('that no delivery will end is ended by the sweep, and forgotten an hour after it failed', async () => {
    const { jobId, id } = await begun()
    await ctx.db.deleteFrom('exports').where('id', '!=', id).execute()
    expect(await sweepExports(ctx)).toBe(0)
    await ctx.queue.boss.deleteJob('write', id)
    await sql`alter table exports disable trigger exports_touch`.execute(ctx.db)
    await sql`update exports set updated_at = now() - interval '2 minutes'`.execute(ctx.db)
    await sql`alter table exports enable trigger exports_touch`.execute(ctx.db)
    expect(await sweepExports(ctx)).toBe(1)
    expect(await exportsOf(jobId)).toMatchObject([{ status: 'failed', failure_code: 'unavailable' }])
    await sql`update exports set finished_at = now() - interval '2 hours'`.execute(ctx.db)
    await sweepExports(ctx)
    expect(await exportsOf(jobId)).toEqual([])
  })
})
