import { z } from 'zod'
import type { Sandbox } from './checkout.ts'
import { invalid, missing, StripeError } from './errors.ts'
import { formNumber, formStrings, parse } from './request.ts'
import { newId, type SandboxStore, type StripeObject, unixNow } from './store.ts'

const refundSchema = z.object({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: formNumber.min(1).optional(),
  reason: z.string().optional(),
  metadata: formStrings.default({}),
})

/** POST /v1/refunds: all of a charge, or `amount` of it. */
export function createRefund({ store, webhooks }: Sandbox, body: unknown): StripeObject {
  const input = parse(refundSchema, body)
  const charge = findCharge(store, input)
  const open = Number(charge.amount) - Number(charge.amount_refunded)
  const amount = input.amount ?? open
  if (open === 0)
    throw new StripeError(400, 'charge_already_refunded', `Charge ${charge.id} has already been refunded.`)
  if (amount > open)
    throw invalid(
      'amount',
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${open}).`,
    )
  const refund = store.put({
    id: newId('re'),
    object: 'refund',
    created: unixNow(),
    amount,
    charge: charge.id,
    currency: charge.currency,
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    reason: input.reason ?? null,
    status: 'succeeded',
  })
  const refunded = store.put({
    ...charge,
    amount_refunded: Number(charge.amount_refunded) + amount,
    refunded: amount === open,
  })
  webhooks.emit('refund.created', refund)
  webhooks.emit('charge.refunded', refunded)
  return refund
}

/** The bank sends a refund back to us, as it does days later to a closed account: the charge is as it was. */
export function failRefund({ store, webhooks }: Sandbox, id: string): StripeObject {
  const refund = store.get('refund', id)
  if (!refund) throw missing('refund', id)
  if (refund.status !== 'succeeded')
    throw new StripeError(400, 'refund_not_succeeded', `Refund ${id} is ${refund.status} already.`)
  const charge = findCharge(store, { charge: String(refund.charge) })
  store.put({
    ...charge,
    amount_refunded: Number(charge.amount_refunded) - Number(refund.amount),
    refunded: false,
  })
  const failed = store.put({ ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' })
  webhooks.emit('refund.failed', failed)
  return failed
}

/** A customer's bank takes the money back; the dispute is decided later with `closeDispute`. */
export function openDispute({ store, webhooks }: Sandbox, paymentIntent: string): StripeObject {
  const charge = findCharge(store, { payment_intent: paymentIntent })
  if (charge.disputed)
    throw new StripeError(400, 'charge_disputed', `Charge ${charge.id} is disputed already.`)
  store.put({ ...charge, disputed: true })
  const dispute = store.put({
    id: newId('du'),
    object: 'dispute',
    created: unixNow(),
    livemode: false,
    amount: charge.amount,
    charge: charge.id,
    currency: charge.currency,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: 'needs_response',
  })
  webhooks.emit('charge.dispute.created', dispute)
  return dispute
}

export function closeDispute({ store, webhooks }: Sandbox, id: string, won: boolean): StripeObject {
  const dispute = store.get('dispute', id)
  if (!dispute) throw missing('dispute', id)
  if (dispute.status !== 'needs_response') {
    throw new StripeError(400, 'dispute_closed', `Dispute ${id} is ${dispute.status} already.`)
  }
  const closed = store.put({ ...dispute, status: won ? 'won' : 'lost' })
  webhooks.emit('charge.dispute.closed', closed)
  return closed
}

function findCharge(store: SandboxStore, by: { payment_intent?: string; charge?: string }): StripeObject {
  const charge = by.charge
    ? store.get('charge', by.charge)
    : store.all('charge').find((candidate) => candidate.payment_intent === by.payment_intent)
  if (!charge) throw missing(by.charge ? 'charge' : 'payment_intent', by.charge ?? by.payment_intent ?? '')
  return charge
}
