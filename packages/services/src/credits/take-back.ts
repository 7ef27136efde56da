import { applyCredit, asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { planAdjustments } from './adjustments.ts'
import { fulfilSession } from './fulfil.ts'
import { withStripe } from './stripe.ts'
import { updateTier } from './tier.ts'

/** More refunds and disputes of one payment than this are a fault somewhere, not a customer. */
const mostChanges = 1000

/**
 * Brings one payment's refunds and disputes into the ledger, from what Stripe says of them now. Credits that were
 * spent already become debt. Repeats and any order of events end in the same ledger.
 * False when the payment is not one of ours.
 */
export async function takeBackPayment(ctx: ServiceContext, paymentIntent: string): Promise<boolean> {
  const sessions = await withStripe(ctx, (stripe) =>
    stripe.checkout.sessions.list({ payment_intent: paymentIntent, limit: 1 }),
  )
  const [session] = sessions.data
  // A refund can be heard of before its purchase: the credits come in first, then go.
  const bought = session && (await fulfilSession(ctx, session.id))
  if (!bought) return false
  // Two looks at once may write in another order than they read. So each reads again after it wrote: the last one to
  // write has then seen the last state.
  let state = await readChanges(ctx, paymentIntent)
  for (;;) {
    if (!(await settle(ctx, { sessionId: session.id, userId: bought.userId }, state))) return false
    const now = await readChanges(ctx, paymentIntent)
    if (JSON.stringify(now) === JSON.stringify(state)) return true
    state = now
  }
}

type Changes = Awaited<ReturnType<typeof readChanges>>

/** The refunds and disputes of a payment: of each what the ledger goes by. */
function readChanges(ctx: ServiceContext, paymentIntent: string) {
  return withStripe(ctx, async (stripe) => {
    const query = { payment_intent: paymentIntent, limit: 100 }
    const refunds = await stripe.refunds.list(query).autoPagingToArray({ limit: mostChanges })
    const disputes = await stripe.disputes.list(query).autoPagingToArray({ limit: mostChanges })
    return {
      refunds: refunds.map(({ id, amount, created, status }) => ({ id, amount, created, status })),
      disputes: disputes.map(({ id, created, status }) => ({ id, created, status })),
    }
  })
}

/** One transaction: the events that are missing and the purchase's own count. False where nothing was bought. */
async function settle(
  ctx: ServiceContext,
  { sessionId, userId }: { sessionId: string; userId: string },
  changes: Changes,
): Promise<boolean> {
  return asService(ctx.db, async (tx) => {
    // First the buyer, then the purchase, then the credits: as in fulfilling, so that neither waits for the other.
    await tx.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().execute()
    const purchase = await tx
      .selectFrom('purchases')
      .select(['credits', 'amount', 'credits_taken_back'])
      .where('session_id', '=', sessionId)
      .where('status', '=', 'fulfilled')
      .where('user_id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (!purchase) return false
    const { credits, amount, credits_taken_back: takenBack } = purchase
    const ids = [...changes.refunds, ...changes.disputes].map(({ id }) => id)
    const known = await tx
      .selectFrom('credit_events')
      .select('ref')
      .where('user_id', '=', userId)
      .where('kind', '=', 'adjustment')
      .where(sql<string>`split_part(ref, ':', 1)`, 'in', ids.length > 0 ? ids : [''])
      .execute()
    const refs = new Set(known.map(({ ref }) => ref))
    let moved = 0
    for (const { amount: change, ref, note } of planAdjustments(
      { credits, amount, takenBack, refs },
      changes.refunds,
      changes.disputes,
    )) {
      await applyCredit(tx, { userId, kind: 'adjustment', amount: change, ref, note })
      moved -= change
    }
    if (moved === 0) return true
    await tx
      .updateTable('purchases')
      .set({ credits_taken_back: takenBack + moved })
      .where('session_id', '=', sessionId)
      .execute()
    await updateTier(tx, userId)
    return true
  })
}
