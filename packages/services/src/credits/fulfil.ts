import { applyCredit, asService, type Tx } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { isStaying } from '../profile/leaving.ts'
import { type CheckoutState, readCheckout } from './read-checkout.ts'
import { sendPaymentBack } from './send-back.ts'
import { updateTier } from './tier.ts'

export type Fulfilment = {
  status: CheckoutState['status']
  userId: string
  credits: number
  /** What the bank said of a payment that failed. */
  reason: string | null
}

/**
 * Brings one checkout session to what Stripe says of it now: paid credits are added once, whoever asks and however
 * often, and a payment that has nobody to go to is sent back. Webhook, return page and reconcile all come here. Null
 * when the session is not one of ours, or has no buyer any more.
 */
export async function fulfilSession(ctx: ServiceContext, sessionId: string): Promise<Fulfilment | null> {
  const checkout = await readCheckout(ctx, sessionId)
  if (!checkout) return null
  const { status, userId, credits, reason } = checkout
  const isBuyerHere = await asService(ctx.db, async (tx) => {
    // The deletion of the account waits for this, or has begun before.
    const buyer = await tx
      .selectFrom('users')
      .select('id')
      .where('id', '=', userId)
      .where(isStaying)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!buyer) return false
    await savePurchase(tx, checkout)
    if (status === 'fulfilled') {
      const { outcome } = await applyCredit(tx, {
        userId,
        kind: 'purchase',
        amount: credits,
        ref: sessionId,
        note: `${credits} credits bought`,
      })
      if (outcome === 'applied') ctx.log('info', 'purchase_fulfilled', { sessionId, credits })
      await updateTier(tx, userId)
    }
    return true
  })
  if (isBuyerHere) return { status, userId, credits, reason }
  await sendPaymentBack(ctx, checkout)
  return null
}

/** What was fulfilled stays so: a late word of an earlier state changes nothing. */
async function savePurchase(tx: Tx, checkout: CheckoutState): Promise<void> {
  const { status, paymentIntent: payment_intent } = checkout
  await tx
    .insertInto('purchases')
    .values({
      session_id: checkout.sessionId,
      user_id: checkout.userId,
      pack: checkout.pack,
      credits: checkout.credits,
      amount: checkout.amount,
      currency: checkout.currency,
      status,
      payment_intent,
    })
    .onConflict((conflict) =>
      conflict
        .column('session_id')
        .doUpdateSet({ status, payment_intent })
        .where('purchases.status', '!=', 'fulfilled'),
    )
    .execute()
}
