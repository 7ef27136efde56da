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

/** Each look takes so many notes at most: a table of years is gone through over hours, within the time a statement has. */
const batchSize = 2_000

/**
 * Forgets deleted people whose deletion was cut short after their sign-in was gone, when nobody could ask for it again:
 * what `forgetTraces` takes away, of every id that no person has any more. Answers how many traces there were.
 */
export async function sweepTraces(ctx: ServiceContext): Promise<number> {
  const limits = await sql`
    delete from public.rate_limits
    where split_part(key, ':', 2) ~ ${anId}
      and not exists (select from public.users where id::text = split_part(key, ':', 2))`.execute(ctx.db)
  const messages = await sql`
    update ${sql.id(queueSchema, 'job')} as message set group_id = null
    where group_id ~ ${anId} and not exists (select from public.users where id::text = message.group_id)`.execute(
    ctx.db,
  )
  const traces = Number(limits.numAffectedRows ?? 0) + Number(messages.numAffectedRows ?? 0)
  try {
    const notes = await sql`
      delete from auth.audit_log_entries where id in (
        select entry.id from auth.audit_log_entries as entry
        where exists (
          select from (values (payload ->> 'actor_id'), (payload #>> '{traits,user_id}')) as named (id)
          where named.id ~ ${anId} and named.id <> ${nobodysId}
            and not exists (select from auth.users where users.id::text = named.id)
        )
        limit ${batchSize}
      )`.execute(ctx.db)
    return traces + Number(notes.numAffectedRows ?? 0)
  } catch (error) {
    ctx.log('error', 'profile.audit_kept', { message: String(error) })
    return traces
  }
}

const anId = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
/** Whom auth names where a server did something. */
const nobodysId = '00000000-0000-0000-0000-000000000000'
