import type { Tx } from '@plotline/db'
import { applyCredit, asService } from '@plotline/db'
import type Stripe from 'stripe'
import type { ServiceContext } from '../context.ts'
import { readSessionMetadata } from './session-metadata.ts'
import { idOf, isMissing, withStripe } from './stripe.ts'
import { updateTier } from './tier.ts'

export type Fulfilment = {
  status: 'fulfilled' | 'processing' | 'failed' | 'open'
  userId: string
  credits: number
}

/**
 * Brings one checkout session to what Stripe says of it now: paid credits are added once, whoever asks and however
 * often. Webhook, return page and reconcile all come here. Null when the session is not one of ours.
 */
export async function fulfilSession(ctx: ServiceContext, sessionId: string): Promise<Fulfilment | null> {
  const session = await withStripe(ctx, (stripe) => stripe.checkout.sessions.retrieve(sessionId)).catch(
    (error) => {
      if (isMissing(error)) return null
      throw error
    },
  )
  const metadata = readSessionMetadata(session?.metadata)
  const userId = session?.client_reference_id
  if (!session || !metadata || !userId) return null
  const status = statusOf(session)
  return asService(ctx.db, async (tx) => {
    const user = await tx.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst()
    if (!user) {
      ctx.log('warn', 'purchase_without_user', { sessionId })
      return null
    }
    await savePurchase(tx, session, { userId, status, ...metadata })
    if (status === 'fulfilled') {
      const { outcome } = await applyCredit(tx, {
        userId,
        kind: 'purchase',
        amount: metadata.credits,
        ref: session.id,
        note: `${metadata.credits} credits bought`,
      })
      if (outcome === 'applied')
        ctx.log('info', 'purchase_fulfilled', { sessionId, credits: metadata.credits })
      await updateTier(tx, userId)
    }
    return { status, userId, credits: metadata.credits }
  })
}

function statusOf({ status, payment_status }: Stripe.Checkout.Session): Fulfilment['status'] {
  if (payment_status === 'paid' || payment_status === 'no_payment_required') return 'fulfilled'
  if (status === 'open') return 'open'
  return status === 'complete' ? 'processing' : 'failed'
}

/** What was fulfilled stays so: a late word of an earlier state changes nothing. */
async function savePurchase(
  tx: Tx,
  session: Stripe.Checkout.Session,
  purchase: { userId: string; status: Fulfilment['status']; pack: string; credits: number },
): Promise<void> {
  const paymentIntent = idOf(session.payment_intent)
  await tx
    .insertInto('purchases')
    .values({
      session_id: session.id,
      user_id: purchase.userId,
      pack: purchase.pack,
      credits: purchase.credits,
      amount: session.amount_total ?? 0,
      currency: session.currency ?? 'eur',
      status: purchase.status,
      payment_intent: paymentIntent,
    })
    .onConflict((conflict) =>
      conflict
        .column('session_id')
        .doUpdateSet({ status: purchase.status, payment_intent: paymentIntent })
        .where('purchases.status', '!=', 'fulfilled'),
    )
    .execute()
}
