import { asService } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { readSeconds } from '../database-time.ts'
import { fulfilSession } from './fulfil.ts'
import { idOf, withStripe } from './stripe.ts'
import { takeBackPayment } from './take-back.ts'

/** Stripe repeats an event for three days; a day more covers an outage of ours at the end of it. */
const lookBackSeconds = 4 * 24 * 3600

/**
 * Goes through what happened at Stripe in the last days and brings in what no webhook told us. Runs hourly.
 * Answers how many sessions and payments were looked at.
 */
export async function reconcilePayments(
  ctx: ServiceContext,
): Promise<{ sessions: number; payments: number }> {
  if (!ctx.payments) return { sessions: 0, payments: 0 }
  const created = { gte: (await readSeconds(ctx)) - lookBackSeconds }
  const sessions = new Set<string>(await findUnsettled(ctx))
  const payments = new Set<string>()
  await withStripe(ctx, async (stripe) => {
    for await (const session of stripe.checkout.sessions.list({ created, status: 'complete', limit: 100 })) {
      sessions.add(session.id)
    }
    const moneyBack = [
      stripe.refunds.list({ created, limit: 100 }),
      stripe.disputes.list({ created, limit: 100 }),
    ]
    for (const list of moneyBack) {
      for await (const { payment_intent } of list) {
        const id = idOf(payment_intent)
        if (id) payments.add(id)
      }
    }
  })
  for (const id of sessions) await fulfilSession(ctx, id)
  for (const id of payments) await takeBackPayment(ctx, id)
  return { sessions: sessions.size, payments: payments.size }
}

/** Sessions of ours that we still believe open or on their way, however old. */
async function findUnsettled(ctx: ServiceContext): Promise<string[]> {
  const rows = await asService(ctx.db, (tx) =>
    tx.selectFrom('purchases').select('session_id').where('status', 'in', ['open', 'processing']).execute(),
  )
  return rows.map((row) => row.session_id)
}
