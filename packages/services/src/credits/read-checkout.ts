import type Stripe from 'stripe'
import type { ServiceContext } from '../context.ts'
import { readSessionMetadata } from './session-metadata.ts'
import { idOf, isMissing, withStripe } from './stripe.ts'

/** A checkout session as Stripe has it now, in our words. */
export type CheckoutState = {
  readonly sessionId: string
  readonly status: 'fulfilled' | 'processing' | 'failed' | 'open'
  readonly userId: string
  readonly pack: string
  readonly credits: number
  /** In minor units of the currency. */
  readonly amount: number
  readonly currency: string
  readonly paymentIntent: string | null
  /** Of the payment, what has not been refunded yet. */
  readonly isRefunded: boolean
  /** What the bank said of a payment that failed. */
  readonly reason: string | null
}

/** Reads a session with its payment; null when it is not one of ours. Throws `payments_unavailable`. */
export async function readCheckout(ctx: ServiceContext, sessionId: string): Promise<CheckoutState | null> {
  const session = await withStripe(ctx, (stripe) =>
    stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent.latest_charge'] }),
  ).catch((error) => {
    if (isMissing(error)) return null
    throw error
  })
  const metadata = readSessionMetadata(session?.metadata)
  const userId = session?.client_reference_id
  if (!session || !metadata || !userId) return null
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null
  return {
    sessionId: session.id,
    status: statusOf(session, intent),
    userId,
    ...metadata,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'eur',
    paymentIntent: idOf(session.payment_intent),
    isRefunded: charge?.refunded ?? false,
    reason: intent?.last_payment_error?.message ?? null,
  }
}

/**
 * A session stays complete and unpaid whether a transfer is on its way or has bounced: only the payment knows. One that
 * asks for another way to pay, or was called off, has failed; whatever else it waits for is still on its way.
 */
function statusOf(
  { status, payment_status }: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): CheckoutState['status'] {
  if (payment_status === 'paid' || payment_status === 'no_payment_required') return 'fulfilled'
  if (status === 'open') return 'open'
  if (status !== 'complete') return 'failed'
  return intent?.status === 'requires_payment_method' || intent?.status === 'canceled'
    ? 'failed'
    : 'processing'
}
