import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createUser, drawJob, pastTheTriggers, recipe, testContext, upload } from '../../testing/index.ts'
import { jobListSchema } from '../contract/jobs.ts'
import { getProfile } from '../profile/get.ts'
import { cancelJob } from './cancel.ts'
import { createJob } from './create.ts'
import { getJob } from './get.ts'
import { listJobs } from './list.ts'

const { ctx, database } = await testContext()

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

  it('shows a job whose settings or result are no longer understood, and all others beside it', async () => {
    const user = await createUser(ctx)
    const assetId = await upload(ctx, user)
    const [older, drawn, whole] = [
      await createJob(ctx, user, { assetId, recipe: recipe() }),
      await createJob(ctx, user, { assetId, recipe: recipe() }),
      await createJob(ctx, user, { assetId, recipe: recipe({ style: 'hatch' }) }),
    ]
    await drawJob(ctx, drawn.id)
    await pastTheTriggers(
      database.superuserUrl,
      sql`update jobs set recipe = '{"version": 0, "style": "engraved"}', style = 'engraved' where id = ${older.id}`,
      sql`update jobs set result = '{"strokes": "many", "penDownMm": "far"}' where id = ${drawn.id}`,
      sql`update job_stages set name = 'engrave' where job_id = ${older.id} and name = 'tone'`,
    )
    const { data } = await listJobs(ctx, user, { limit: 20 })
    expect(data).toMatchObject([
      { id: whole.id, recipe: { style: 'hatch' }, result: null },
      { id: drawn.id, recipe: { style: 'lines' }, status: 'completed', result: null },
      { id: older.id, recipe: null, style: 'engraved', status: 'pending' },
    ])
    expect(jobListSchema.safeParse({ data, meta: { nextCursor: null } }).success).toBe(true)
    // A link names the second in which it was signed.
    const alone = await getJob(ctx, user, older.id)
    expect(alone).toEqual({ ...data[2], links: alone.links })
    expect(alone.links.original).not.toBeNull()
    expect((await getProfile(ctx, user)).statistics).toMatchObject({ completed: 1, penDownMm: 0 })
  })

  it('refuses a cursor it never gave', async () => {
    await expect(listJobs(ctx, await createUser(ctx), { cursor: 'x', limit: 3 })).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })
})
