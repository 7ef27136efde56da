import type { Tx } from '@plotline/db'
import { applyCredit, asService } from '@plotline/db'
import type Stripe from 'stripe'
import type { ServiceContext } from '../context.ts'
import { fulfilSession } from './fulfil.ts'
import { withStripe } from './stripe.ts'
import { updateTier } from './tier.ts'

/**
 * Brings one payment's refunds and disputes into the ledger, from what Stripe says of them now. Credits that were
 * spent already become debt. Each has its own ref, so repeats and any order of events end in the same ledger.
 * False when the payment is not one of ours.
 */
export async function takeBackPayment(ctx: ServiceContext, paymentIntent: string): Promise<boolean> {
  const { sessions, refunds, disputes } = await withStripe(ctx, async (stripe) => ({
    sessions: await stripe.checkout.sessions.list({ payment_intent: paymentIntent, limit: 1 }),
    refunds: await stripe.refunds.list({ payment_intent: paymentIntent, limit: 100 }),
    disputes: await stripe.disputes.list({ payment_intent: paymentIntent, limit: 100 }),
  }))
  const [session] = sessions.data
  // A refund can be heard of before its purchase: the credits come in first, then go.
  if (!session || !(await fulfilSession(ctx, session.id))) return false
  return asService(ctx.db, async (tx) => {
    const purchase = await tx
      .selectFrom('purchases')
      .select(['session_id', 'user_id', 'credits', 'amount', 'credits_taken_back'])
      .where('session_id', '=', session.id)
      .where('status', '=', 'fulfilled')
      .forUpdate()
      .executeTakeFirst()
    if (!purchase) return false
    let takenBack = purchase.credits_taken_back
    for (const change of changesOf(purchase, refunds.data, disputes.data)) {
      takenBack += await change(tx, takenBack)
    }
    await tx
      .updateTable('purchases')
      .set({ credits_taken_back: takenBack })
      .where('session_id', '=', purchase.session_id)
      .execute()
    await updateTier(tx, purchase.user_id)
    return true
  })
}

type Purchase = { session_id: string; user_id: string; credits: number; amount: number }

/** One step: given what has been taken back so far, how much more was (negative: given back). */
type Change = (tx: Tx, takenBack: number) => Promise<number>

function changesOf(purchase: Purchase, refunds: Stripe.Refund[], disputes: Stripe.Dispute[]): Change[] {
  const oldestFirst = <T extends { created: number }>(list: T[]) =>
    list.toSorted((a, b) => a.created - b.created)
  return [
    ...oldestFirst(refunds).flatMap((refund) => refundChanges(purchase, refund)),
    ...oldestFirst(disputes).flatMap((dispute) => disputeChanges(purchase, dispute)),
  ]
}

function refundChanges(purchase: Purchase, { id, amount, status }: Stripe.Refund): Change[] {
  const share = Math.round((purchase.credits * amount) / purchase.amount)
  if (status === 'succeeded' || status === 'pending')
    return [take(purchase, id, share, 'Taken back: payment refunded')]
  return [giveBack(purchase, id, 'Given back: the refund did not go through')]
}

function disputeChanges(purchase: Purchase, { id, status }: Stripe.Dispute): Change[] {
  const isOver = status === 'won' || status === 'warning_closed'
  return [
    take(purchase, id, purchase.credits, 'Taken back: payment disputed'),
    ...(isOver ? [giveBack(purchase, id, 'Given back: dispute decided for you')] : []),
  ]
}

/** Never more than the purchase still holds; nothing when `ref` was taken already. */
function take({ user_id, credits }: Purchase, ref: string, wanted: number, note: string): Change {
  return async (tx, takenBack) => {
    const amount = Math.min(wanted, credits - takenBack)
    if (amount <= 0) return 0
    const { outcome } = await applyCredit(tx, {
      userId: user_id,
      kind: 'adjustment',
      amount: -amount,
      ref,
      note,
    })
    return outcome === 'applied' ? amount : 0
  }
}

/** Undoes what `take` did for `ref`, once. */
function giveBack({ user_id }: Purchase, ref: string, note: string): Change {
  return async (tx) => {
    const taken = await tx
      .selectFrom('credit_events')
      .select('amount')
      .where('kind', '=', 'adjustment')
      .where('ref', '=', ref)
      .executeTakeFirst()
    if (!taken) return 0
    const amount = -taken.amount
    const { outcome } = await applyCredit(tx, {
      userId: user_id,
      kind: 'adjustment',
      amount,
      ref: `${ref}:returned`,
      note,
    })
    return outcome === 'applied' ? -amount : 0
  }
}
