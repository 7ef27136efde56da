import { describe, expect, it } from 'vitest'
import { createUser, ledgerOf, picture, recipe, testContext, upload } from '../../testing/index.ts'
import { createJob } from '../jobs/create.ts'
import { createUpload } from '../uploads/create.ts'
import { caps } from './caps.ts'

// The rows of storage are those of the backend's own database.
const { ctx } = await testContext('shared')
const head = Buffer.from(picture()).subarray(0, 4096).toString('base64')
const announce = (user: { userId: string }, bytes: number) =>
  createUpload(ctx, user, { filename: 'a.png', bytes, head })

const refusals = (settled: PromiseSettledResult<unknown>[]) =>
  settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))

/** A file of that size that is there already. */
async function fill({ userId }: { userId: string }, bytes: number): Promise<void> {
  const file = { kind: 'artifact', bucket: 'artifacts', content_type: 'image/png', status: 'ready' } as const
  await ctx.db
    .insertInto('assets')
    .values({
      ...file,
      user_id: userId,
      path: `${userId}/full.png`,
      bytes,
      filename: 'full.png',
      expires_at: new Date(Date.now() + 3_600_000),
    })
    .execute()
}

describe('open uploads', () => {
  it('are no more than the tier’s at one time, thirty asking at once, and one that made a drawing is none', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    const cap = caps['uploads.open'].free
    const refused = refusals(await Promise.allSettled(Array.from({ length: 30 }, () => announce(user, 100))))
    expect(refused).toHaveLength(30 - (cap - 1))
    for (const error of refused) {
      expect(error).toMatchObject({ code: 'too_many_uploads', retryAfterSeconds: expect.any(Number) })
    }
    await createJob(ctx, user, { assetId, recipe: recipe() })
    await announce(user, 100)
    await expect(announce(user, 100)).rejects.toMatchObject({ code: 'too_many_uploads' })
  })
})

describe('stored bytes', () => {
  it('are no more than the tier’s, thirty announcing at once', async () => {
    const user = await createUser(ctx)
    await ctx.db.updateTable('users').set({ tier: 'paid' }).where('id', '=', user.userId).execute()
    const size = 40 * 1024 * 1024
    await fill(user, caps['storage.bytes'].paid - 5 * size)
    const refused = refusals(await Promise.allSettled(Array.from({ length: 30 }, () => announce(user, size))))
    expect(refused).toHaveLength(25)
    for (const error of refused) expect(error).toMatchObject({ code: 'storage_full' })
  })

  it('count what arrived and not what was announced, and are free again when files go', async () => {
    const user = await createUser(ctx)
    const bytes = picture()
    const room = 5_000_000
    await fill(user, caps['storage.bytes'].free - room)
    const { assetId, upload: link } = await announce(user, room)
    await expect(announce(user, 1)).rejects.toMatchObject({
      code: 'storage_full',
      detail: expect.stringMatching(/1 GB.*Delete drawings/),
    })
    const { method, url, headers } = link
    expect((await fetch(url, { method, headers, body: Buffer.from(bytes) })).ok).toBe(true)
    await announce(user, room - bytes.length)
    await expect(announce(user, 1)).rejects.toMatchObject({ code: 'storage_full' })
    const grown = { bytes: caps['storage.bytes'].free }
    const full = ctx.db
      .updateTable('assets')
      .where('user_id', '=', user.userId)
      .where('kind', '=', 'artifact')
    await full.set(grown).execute()
    const order = () => createJob(ctx, user, { assetId, recipe: recipe() })
    await expect(order()).rejects.toMatchObject({ code: 'storage_full' })
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 3, kinds: ['grant'] })
    await full.set({ expires_at: new Date(0) }).execute()
    await order()
  })
})
