import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { drawJob, order, testContext } from '../../testing/index.ts'
import type { Actor } from '../context.ts'
import { getJob } from '../jobs/get.ts'
import { buckets } from '../storage/kinds.ts'
import { expireAssets } from './expire.ts'

const { ctx } = await testContext()

const rowsOf = ({ userId }: Actor) =>
  ctx.db.selectFrom('assets').select(['kind', 'status', 'expires_at']).where('user_id', '=', userId).execute()
const filesOf = async ({ userId }: Actor) =>
  (await Promise.all(buckets.map((bucket) => ctx.storage.list(bucket, userId)))).flat()
const expireNow = ({ userId }: Actor) =>
  sql`update assets set expires_at = now() where user_id = ${userId}`.execute(ctx.db)

async function drawn() {
  const ordered = await order(ctx)
  await drawJob(ctx, ordered.job.id)
  return ordered
}

describe('expireAssets', () => {
  it('keeps originals 30 days and what was made of them 90', async () => {
    const { user } = await drawn()
    const days = Object.fromEntries(
      (await rowsOf(user)).map(({ kind, expires_at }) => [
        kind,
        Math.round((expires_at.getTime() - Date.now()) / 86_400_000),
      ]),
    )
    expect(days).toEqual({ original: 30, artifact: 90, preview: 90 })
  })

  it('removes rows and bytes whose time is over, and nothing else', async () => {
    const [old, young] = [await drawn(), await drawn()]
    expect(await filesOf(old.user)).toHaveLength(4)
    await expireNow(old.user)
    expect(await expireAssets(ctx)).toBe(4)
    expect(await rowsOf(old.user)).toEqual([])
    expect(await filesOf(old.user)).toEqual([])
    expect(await filesOf(young.user)).toHaveLength(4)
    const job = await getJob(ctx, old.user, old.job.id)
    expect(job).toMatchObject({ status: 'completed', assetId: null, links: { svg: null } })
  })

  it('leaves an original that a waiting job needs', async () => {
    const { user, job } = await order(ctx)
    await expireNow(user)
    expect(await expireAssets(ctx)).toBe(0)
    await drawJob(ctx, job.id)
    expect(await expireAssets(ctx)).toBe(1)
  })

  it('keeps the row while the bytes cannot be removed, shows it to nobody, and finishes next time', async () => {
    const { user, job } = await drawn()
    await expireNow(user)
    const down = {
      ...ctx,
      storage: { ...ctx.storage, remove: () => Promise.reject(new Error('storage is down')) },
    }
    await expect(expireAssets(down)).rejects.toThrow('storage is down')
    expect(await rowsOf(user)).toHaveLength(4)
    expect((await getJob(ctx, user, job.id)).links).toEqual({ original: null, preview: null, svg: null })
    expect(await expireAssets(ctx)).toBe(4)
    expect(await filesOf(user)).toEqual([])
  })

  it('removes a row whose bytes are gone already, as after a death between the two', async () => {
    const { user } = await drawn()
    for (const bucket of buckets) {
      const paths = await ctx.storage.list(bucket, user.userId)
      if (paths.length > 0) await ctx.storage.remove(bucket, paths)
    }
    await expireNow(user)
    expect(await expireAssets(ctx)).toBe(4)
    expect(await rowsOf(user)).toEqual([])
  })
})
