import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createUser, drawJob, order, picture, testContext } from '../../testing/index.ts'
import type { Actor } from '../context.ts'
import { cancelJob } from '../jobs/cancel.ts'
import { failJob } from '../jobs/fail.ts'
import { getJob } from '../jobs/get.ts'
import { startJob } from '../jobs/start.ts'
import { buckets } from '../storage/kinds.ts'
import { createUpload } from '../uploads/create.ts'
import { expireAssets } from './expire.ts'
import { storeFile } from './store.ts'

const { ctx } = await testContext()

const rowsOf = ({ userId }: Actor) =>
  ctx.db.selectFrom('assets').select(['kind', 'status', 'expires_at']).where('user_id', '=', userId).execute()
const filesOf = async ({ userId }: Actor) =>
  (await Promise.all(buckets.map((bucket) => ctx.storage.list(bucket, userId)))).flat()
const expireNow = ({ userId }: Actor) =>
  sql`update assets set expires_at = now() where user_id = ${userId}`.execute(ctx.db)

const file = {
  kind: 'artifact',
  format: 'svg',
  extension: 'svg',
  contentType: 'image/svg+xml',
  filename: 'half.svg',
  bytes: Buffer.from('<svg/>'),
} as const

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

  it.each(['failed', 'cancelled', 'completed'] as const)(
    'removes what lost attempts had stored once the job is %s, and nothing of a job that goes on',
    async (end) => {
      const [{ user, job }, other] = [await order(ctx), await order(ctx)]
      for (const { id, by } of [
        { id: job.id, by: user },
        { id: other.job.id, by: other.user },
      ]) {
        const lost = await startJob(ctx, id)
        if (lost) await storeFile(ctx, { ...file, userId: by.userId, jobId: id })
      }
      if (end === 'failed')
        await failJob(ctx, { jobId: job.id }, { code: 'unreadable', sentence: 'It is broken.' })
      if (end === 'cancelled') await cancelJob(ctx, user, job.id)
      if (end === 'completed') await drawJob(ctx, job.id)
      expect(await expireAssets(ctx)).toBe(1)
      const kept = end === 'completed' ? ['original', 'artifact', 'artifact', 'preview'] : ['original']
      expect((await rowsOf(user)).map(({ kind }) => kind).sort()).toEqual(kept.sort())
      expect(await filesOf(user)).toHaveLength(kept.length)
      expect(await filesOf(other.user)).toHaveLength(2)
    },
  )

  it('leaves no row where a file could not be stored', async () => {
    const { user, job } = await order(ctx)
    const full = {
      ...ctx,
      storage: { ...ctx.storage, upload: () => Promise.reject(new Error('ENOSPC: no space left on device')) },
    }
    await expect(storeFile(full, { ...file, userId: user.userId, jobId: job.id })).rejects.toThrow('ENOSPC')
    expect((await rowsOf(user)).map(({ kind }) => kind)).toEqual(['original'])
  })

  it('removes an upload that never came when its link is long over, and not before', async () => {
    const user = await createUser(ctx)
    await createUpload(ctx, user, {
      filename: 'never.png',
      bytes: 100,
      head: Buffer.from(picture()).subarray(0, 4096).toString('base64'),
    })
    const age = (hours: number) =>
      sql`update assets set expires_at = expires_at - make_interval(hours => ${hours}) where user_id = ${user.userId}`.execute(
        ctx.db,
      )
    await age(2)
    await expireAssets(ctx)
    expect(await rowsOf(user)).toHaveLength(1)
    await age(1)
    await expireAssets(ctx)
    expect(await rowsOf(user)).toEqual([])
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
