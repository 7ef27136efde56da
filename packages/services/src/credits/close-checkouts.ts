import { asService } from '@plotline/db'
import Stripe from 'stripe'
import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { fulfilSession } from './fulfil.ts'
import { withStripe } from './stripe.ts'

/** Stripe takes some 25 requests a second in test mode. */
const atOnce = 8

/**
 * Closes every checkout of somebody who is leaving, so that nothing can be paid on them any more; what was paid in that
 * very moment is sent back. A transfer that is on its way cannot be stopped: it is sent back when it arrives. A payment
 * service that cannot be reached does not keep anybody here: a late payment is found by its webhook or the reconcile.
 */
export async function closeCheckouts(ctx: ServiceContext, { userId }: Actor): Promise<void> {
  if (!ctx.payments) return
  const open = await asService(ctx.db, (tx) =>
    tx
      .selectFrom('purchases')
      .select('session_id')
      .where('user_id', '=', userId)
      .where('status', 'in', ['open', 'processing'])
      .execute(),
  )
  for (let start = 0; start < open.length; start += atOnce) {
    const group = open.slice(start, start + atOnce)
    await Promise.all(group.map(({ session_id }) => closeCheckout(ctx, session_id)))
  }
}

async function closeCheckout(ctx: ServiceContext, sessionId: string): Promise<void> {
  try {
    await expireCheckout(ctx, sessionId)
    await fulfilSession(ctx, sessionId)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    ctx.log('error', 'checkout_not_closed', { sessionId, code: error.code })
  }
}

/** Ends an open session at Stripe; one that is not open stays as it is. */
export async function expireCheckout(ctx: ServiceContext, sessionId: string): Promise<void> {
  try {
    await withStripe(ctx, (stripe) => stripe.checkout.sessions.expire(sessionId))
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
  }
}
