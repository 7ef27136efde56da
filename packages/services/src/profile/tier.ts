import { asUser } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import type { Tier } from '../queue/queues.ts'

/** The actor's tier, for their limits; `free` where it cannot be read, so that a limit never fails a request. */
export async function readTier(ctx: ServiceContext, actor: Actor): Promise<Tier> {
  try {
    const row = await asUser(ctx.db, actor.userId, (tx) =>
      tx.selectFrom('users').select('tier').where('id', '=', actor.userId).executeTakeFirst(),
    )
    return row?.tier ?? 'free'
  } catch (error) {
    ctx.log('error', 'profile.tier_unread', { message: String(error) })
    return 'free'
  }
}
