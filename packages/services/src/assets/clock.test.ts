import { sql } from 'kysely'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { drawJob, order, testContext } from '../../testing/index.ts'
import { getJob } from '../jobs/get.ts'
import { sweepStuckJobs } from '../jobs/sweep.ts'
import { expireLimits } from '../limits/expire.ts'
import { expireAssets } from './expire.ts'
import { sweepOrphans } from './sweep.ts'

const { ctx } = await testContext('shared')
afterEach(() => {
  vi.useRealTimers()
})

/** The process's clock alone is wrong: neither the database's nor any timer. */
const setDaysAhead = (days: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })

const rowsOf = (userId: string) =>
  ctx.db
    .selectFrom('assets')
    .select(['kind', 'status'])
    .select(sql<number>`round(extract(epoch from expires_at - now()) / 86400)::integer`.as('days'))
    .where('user_id', '=', userId)
    .orderBy('kind')
    .orderBy('format')
    .execute()

describe('a process whose clock is 31 days ahead', () => {
  it('deletes nothing, ends nothing and shows everything', async () => {
    const [drawn, waiting] = [await order(ctx), await order(ctx)]
    await drawJob(ctx, drawn.job.id)
    const before = await rowsOf(drawn.user.userId)
    expect(before).toHaveLength(4)
    setDaysAhead(31)
    await expireAssets(ctx)
    await sweepOrphans(ctx)
    await sweepStuckJobs(ctx)
    await expireLimits(ctx)
    expect(await rowsOf(drawn.user.userId)).toEqual(before)
    expect(await getJob(ctx, waiting.user, waiting.job.id)).toMatchObject({ status: 'pending' })
    expect((await getJob(ctx, drawn.user, drawn.job.id)).links.svg).not.toBeNull()
  })

  it.each([31, -400])('keeps what it makes as long as any other does (%i days)', async (days) => {
    setDaysAhead(days)
    const { user, job } = await order(ctx)
    await drawJob(ctx, job.id)
    expect((await rowsOf(user.userId)).map((row) => [row.kind, row.days])).toEqual([
      ['original', 30],
      ['artifact', 90],
      ['artifact', 90],
      ['preview', 90],
    ])
  })
})
