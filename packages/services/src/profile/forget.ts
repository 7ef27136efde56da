import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { queueSchema } from '../queue/queues.ts'

/**
 * Takes a deleted person's id and address out of what no foreign key reaches: limits that count by the id, messages of the
 * queue that are grouped by it, and what auth noted of every sign-in. As the owner, for the service's role has no
 * business in either schema. On a project where auth's notes are out of our reach that is said in the log.
 */
export async function forgetTraces(
  ctx: ServiceContext,
  { userId, email }: { userId: string; email: string },
): Promise<void> {
  await ctx.db.deleteFrom('rate_limits').where('key', 'like', `%:${userId}`).execute()
  // A worker that still holds the message is to hear of its end: the row stays, and is of nobody.
  await sql`update ${sql.id(queueSchema, 'job')} set group_id = null where group_id = ${userId}`.execute(
    ctx.db,
  )
  try {
    await sql`
      delete from auth.audit_log_entries
      where strpos(payload::text, ${JSON.stringify(userId)}) > 0
        or strpos(lower(payload::text), ${JSON.stringify(email.toLowerCase())}) > 0`.execute(ctx.db)
  } catch (error) {
    ctx.log('error', 'profile.audit_kept', { message: String(error) })
  }
}
