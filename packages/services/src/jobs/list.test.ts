import { describe, expect, it } from 'vitest'
import { createUser, recipe, testContext, upload } from '../../testing/index.ts'
import { cancelJob } from './cancel.ts'
import { createJob } from './create.ts'
import { listJobs } from './list.ts'

const { ctx } = await testContext()

describe('listJobs', () => {
  it('goes through all of one’s jobs, newest first, page by page, none twice, nobody else’s', async () => {
    const [user, other] = [await createUser(ctx), await createUser(ctx)]
    const assetId = await upload(ctx, user)
    const made: string[] = []
    // Cancelling gives the credit back, so that there can be more than three.
    for (let i = 0; i < 7; i++) {
      const { id } = await createJob(ctx, user, { assetId, recipe: recipe() })
      await cancelJob(ctx, user, id)
      made.unshift(id)
    }
    await createJob(ctx, other, { assetId: await upload(ctx, other), recipe: recipe() })

    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listJobs(ctx, user, { cursor, limit: 3 })
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.meta.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(made)
    const { data } = await listJobs(ctx, user, { limit: 100, status: 'pending' })
    expect(data).toEqual([])
    expect((await listJobs(ctx, other, { limit: 100, status: 'pending' })).data).toHaveLength(1)
  })

  it('refuses a cursor it never gave', async () => {
    await expect(listJobs(ctx, await createUser(ctx), { cursor: 'x', limit: 3 })).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })
})
