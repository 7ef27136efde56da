import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { drawJob, order, pastTheTriggers, picture, testContext } from '../../testing/index.ts'
import { sweepOrphans } from './sweep.ts'

// The rows of storage are those of the backend's own database.
const test = await testContext('shared')
const { ctx } = test

describe('sweepOrphans', () => {
  it('removes bytes that no row knows and rows whose bytes are gone, once they are some hours old', async () => {
    const { user, job } = await order(ctx)
    await drawJob(ctx, job.id)
    const stray = `${user.userId}/${randomUUID()}.png`
    await ctx.storage.upload('originals', stray, picture(), 'image/png')
    const hollow = await ctx.db
      .selectFrom('assets')
      .select(['id', 'path'])
      .where('job_id', '=', job.id)
      .where('format', '=', 'svg')
      .executeTakeFirstOrThrow()
    await ctx.storage.remove('artifacts', [hollow.path])

    const has = async () => ({
      stray: (await ctx.storage.list('originals', user.userId)).includes(stray),
      rows: await ctx.db.selectFrom('assets').select('id').where('user_id', '=', user.userId).execute(),
    })
    await sweepOrphans(ctx)
    expect(await has()).toMatchObject({ stray: true, rows: { length: 4 } })

    await pastTheTriggers(
      test.database.superuserUrl,
      sql`update assets set created_at = now() - interval '2 days' where user_id = ${user.userId}`,
      sql`update storage.objects set created_at = now() - interval '2 days' where name like ${`${user.userId}/%`}`,
    )
    await sweepOrphans(ctx)
    const after = await has()
    expect(after.stray).toBe(false)
    expect(after.rows).toHaveLength(3)
    expect(after.rows.map(({ id }) => id)).toContain(job.assetId)
    expect(after.rows.map(({ id }) => id)).not.toContain(hollow.id)
    expect(await ctx.storage.list('originals', user.userId)).toHaveLength(1)
  })
})
