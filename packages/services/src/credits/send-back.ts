import { asService } from '@plotline/db'
import { sql } from 'kysely'
import Stripe from 'stripe'
import type { ServiceContext } from '../context.ts'
import type { CheckoutState } from './read-checkout.ts'
import { withStripe } from './stripe.ts'

/**
 * Refunds a payment whose buyer has deleted the account, or is just deleting it, and never had the credits. Only what
 * this database sold: the row of the session outlives the account, and one that was fulfilled before is left as it is.
 * However often it is asked, Stripe refunds once. Throws `payments_unavailable`; the next webhook or the hourly
 * reconcile asks again.
 */
export async function sendPaymentBack(ctx: ServiceContext, checkout: CheckoutState): Promise<void> {
  const { sessionId, status, paymentIntent, isRefunded } = checkout
  const purchase = await asService(ctx.db, (tx) =>
    tx
      .selectFrom('purchases')
      .select('status')
      .where('session_id', '=', sessionId)
      .where('sent_back_at', 'is', null)
      .executeTakeFirst(),
  )
  if (!purchase) return ctx.log('warn', 'purchase_without_user', { sessionId })
  if (purchase.status === 'fulfilled') return
  const isPaid = status === 'fulfilled' && paymentIntent !== null
  if (isPaid && !isRefunded && !(await refund(ctx, sessionId, paymentIntent))) return
  await asService(ctx.db, (tx) =>
    tx
      .updateTable('purchases')
      .set({
        status: isPaid ? 'failed' : status,
        payment_intent: paymentIntent,
        ...(isPaid ? { sent_back_at: sql<Date>`now()` } : {}),
      })
      .where('session_id', '=', sessionId)
      .where('status', '!=', 'fulfilled')
      .execute(),
  )
  if (isPaid) ctx.log('warn', 'payment_sent_back', { sessionId })
}

/** False where Stripe refuses, as it does for a payment under dispute: then a person has to look. */
async function refund(ctx: ServiceContext, sessionId: string, paymentIntent: string): Promise<boolean> {
  try {
    await withStripe(ctx, (stripe) =>
      stripe.refunds.create(
        { payment_intent: paymentIntent, metadata: { reason: 'account_deleted', session: sessionId } },
        { idempotencyKey: `sent-back:${sessionId}` },
      ),
    )
    return true
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
    if (error.code === 'charge_already_refunded') return true
    ctx.log('error', 'payment_not_sent_back', { sessionId, code: error.code, message: error.message })
    return false
  }
}
