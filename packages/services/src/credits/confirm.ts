import { asUser, findCredits } from '@plotline/db'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { purchaseConfirmRequestSchema, purchaseConfirmResponseSchema } from '../contract/credits.ts'
import { DomainError } from '../error.ts'
import { fulfilSession } from './fulfil.ts'

/**
 * What the page that Stripe sends a buyer back to asks for: the session's state, fulfilled on the way if it is paid
 * and no webhook has come yet. Throws `not_found` for a session that is not the actor's, `payments_unavailable`.
 */
export async function confirmPurchase(
  ctx: ServiceContext,
  { userId }: Actor,
  { sessionId }: z.infer<typeof purchaseConfirmRequestSchema>,
): Promise<z.infer<typeof purchaseConfirmResponseSchema>> {
  const own = await asUser(ctx.db, userId, (tx) =>
    tx
      .selectFrom('purchases')
      .select('session_id')
      .where('session_id', '=', sessionId)
      .where('user_id', '=', userId)
      .executeTakeFirst(),
  )
  const fulfilment = own && (await fulfilSession(ctx, sessionId))
  if (!fulfilment || fulfilment.userId !== userId) throw new DomainError('not_found')
  const credits = await asUser(ctx.db, userId, (tx) => findCredits(tx, userId))
  const { status, reason } = fulfilment
  return {
    status,
    credits: fulfilment.credits,
    balance: credits?.balance ?? 0,
    reason: status === 'failed' ? reason : null,
  }
}
