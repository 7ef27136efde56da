import { asUser } from '@plotline/db'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { jobListQuerySchema, jobListSchema } from '../contract/jobs.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { selectJobs, selectShown, selectStages } from './columns.ts'
import { presentJob, signShown } from './present.ts'

/** A page of the actor's jobs, newest first. Throws `invalid_request` for a cursor this list never gave. */
export async function listJobs(
  ctx: ServiceContext,
  actor: Actor,
  { cursor, limit, status }: z.infer<typeof jobListQuerySchema>,
): Promise<z.infer<typeof jobListSchema>> {
  const after = cursor ? decodeCursor(cursor) : null
  const { page, more, stages, shown } = await asUser(ctx.db, actor.userId, async (tx) => {
    let query = selectJobs(tx).where('user_id', '=', actor.userId)
    if (status) query = query.where('status', '=', status)
    if (after) {
      query = query.where(
        sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
      )
    }
    const rows = await query
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = rows.slice(0, limit)
    const more = rows.length > limit
    if (page.length === 0) return { page, more, stages: [], shown: [] }
    const ids = page.map(({ id }) => id)
    return {
      page,
      more,
      stages: await selectStages(tx, ids).execute(),
      shown: await selectShown(tx, page).execute(),
    }
  })
  const urls = await signShown(ctx, shown)
  const last = page.at(-1)
  return {
    data: page.map((row) => presentJob(row, stages, shown, urls)),
    meta: { nextCursor: more && last ? encodeCursor(last.created_at, last.id) : null },
  }
}
