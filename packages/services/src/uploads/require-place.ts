import type { Tx } from '@plotline/db'
import { sql } from 'kysely'
import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { readCap } from '../limits/read-cap.ts'
import { lockHoldings } from '../limits/storage.ts'
import { uploadSeconds } from '../storage/object-store.ts'

/**
 * Throws `too_many_uploads` where so many signed uploads of the person still take a file. An upload of which a drawing was
 * made is none of them any more.
 */
export async function requirePlace(ctx: ServiceContext, tx: Tx, actor: Actor): Promise<void> {
  await lockHoldings(tx, actor)
  const { cap } = await readCap(ctx, tx, actor, 'uploads.open')
  const { rows } = await sql<{ open: number; seconds: number | null }>`
    select count(*)::integer as open,
      ceil(extract(epoch from min(created_at) + ${link} - now()))::integer as seconds
    from assets
    where user_id = ${actor.userId} and kind = 'original' and status = 'pending'
      and created_at > now() - ${link} and expires_at > now()
  `.execute(tx)
  const { open, seconds } = rows[0] ?? { open: 0, seconds: null }
  if (open < cap) return
  throw new DomainError(
    'too_many_uploads',
    `${open} uploads of yours are open. Order a drawing of one of them, or wait until their links have expired.`,
    undefined,
    { retryAfterSeconds: Math.max(1, seconds ?? 0) },
  )
}

/** How long a signed upload takes a file. */
const link = sql`make_interval(secs => ${uploadSeconds})`
