import { describe, expect, it } from 'vitest'
import { createUser, drawJob, recipe, testContext, upload } from '../../testing/index.ts'
import { createJob } from '../jobs/create.ts'
import { failJob } from '../jobs/fail.ts'
import { buckets } from '../storage/kinds.ts'
import { deleteAccount } from './delete.ts'
import { getProfile } from './get.ts'
import { updateProfile } from './update.ts'

// Accounts are the auth service's, which serves the backend's own database.
const { ctx } = await testContext('shared')

/** One finished job, one failed; the finished one is drawn here, so that no worker of another test is needed. */
async function personWithHistory() {
  const user = await createUser(ctx)
  const assetId = await upload(ctx, user)
  const done = await createJob(ctx, user, { assetId, recipe: recipe() })
  await drawJob(ctx, done.id)
  const failed = await createJob(ctx, user, { assetId, recipe: recipe() })
  await failJob(ctx, { jobId: failed.id }, { code: 'unreadable', sentence: 'Broken.' })
  return { user, done }
}

describe('the profile', () => {
  it('tells what a person has and has done', async () => {
    const { user } = await personWithHistory()
    const profile = await getProfile(ctx, user)
    expect(profile).toMatchObject({
      id: user.userId,
      email: user.email,
      tier: 'free',
      credits: { balance: 2, debt: 0 },
      statistics: { jobs: 2, completed: 1, failed: 1, creditsSpent: 1 },
    })
    expect(profile.statistics.penDownMm).toBeGreaterThan(0)
  })

  it('takes a new name, of its owner only', async () => {
    const [user, other] = [await createUser(ctx), await createUser(ctx)]
    expect((await updateProfile(ctx, user, { displayName: 'Ada' })).displayName).toBe('Ada')
    expect((await getProfile(ctx, other)).displayName).toBe('')
  })
})

describe('deleteAccount', () => {
  it('needs the person’s own address', async () => {
    const user = await createUser(ctx)
    await expect(deleteAccount(ctx, user, { email: 'someone@example.com' })).rejects.toMatchObject({
      code: 'invalid_request',
    })
    expect((await getProfile(ctx, user)).id).toBe(user.userId)
  })

  it('leaves nothing: no row, no file, no sign-in, no delivery', async () => {
    const { user } = await personWithHistory()
    const waiting = await createJob(ctx, user, { assetId: await upload(ctx, user), recipe: recipe() })
    await deleteAccount(ctx, user, { email: user.email.toUpperCase() })

    const left = await Promise.all([
      ctx.db.selectFrom('users').select('id').where('id', '=', user.userId).execute(),
      ...(['jobs', 'assets', 'credits', 'credit_events'] as const).map((table) =>
        ctx.db.selectFrom(table).select('user_id').where('user_id', '=', user.userId).execute(),
      ),
      ...buckets.map((bucket) => ctx.storage.list(bucket, user.userId)),
    ])
    expect(left.flat()).toEqual([])
    expect((await ctx.admin.getUserById(user.userId)).data.user).toBeNull()
    const [message] = await ctx.queue.boss.findJobs('draw', { id: waiting.id })
    expect(message?.state).toBe('cancelled')
    await expect(getProfile(ctx, user)).rejects.toMatchObject({ code: 'not_found' })
  })
})
