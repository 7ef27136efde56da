import type Stripe from 'stripe'

/** What a purchase gave, what of it has gone back so far, and under which refs: as our tables say. */
export type TakenBack = {
  readonly credits: number
  /** Price in minor units of the currency. */
  readonly amount: number
  readonly takenBack: number
  readonly refs: ReadonlySet<string>
}

/** One event for the ledger: negative takes credits back, positive gives them back. */
export type Adjustment = { readonly amount: number; readonly ref: string; readonly note: string }

type Refund = Pick<Stripe.Refund, 'id' | 'amount' | 'created' | 'status'>
type Dispute = Pick<Stripe.Dispute, 'id' | 'created' | 'status'>

/**
 * The events that bring the ledger to what Stripe says of a payment now. What is taken back for refunds is their sum's
 * share of the credits, rounded once: each event is the difference to what went before, so that many small refunds
 * take what one large one would. A dispute takes the rest while it is open and when it is lost.
 */
export function planAdjustments(
  purchase: TakenBack,
  refunds: readonly Refund[],
  disputes: readonly Dispute[],
): Adjustment[] {
  const { credits, amount } = purchase
  const refs = new Set(purchase.refs)
  const plan: Adjustment[] = []
  let takenBack = purchase.takenBack
  const moveTo = (target: number, id: string, note: string) => {
    if (target === takenBack) return
    const ref = freeRef(target < takenBack ? `${id}:returned` : id, refs)
    refs.add(ref)
    plan.push({ amount: takenBack - target, ref, note })
    takenBack = target
  }

  let refunded = 0
  for (const refund of oldestFirst(refunds).filter(isUnderWay)) {
    refunded += refund.amount
    const target = share(credits, refunded, amount)
    if (target > takenBack) moveTo(target, refund.id, 'Taken back: payment refunded')
  }
  const open = oldestFirst(disputes).find(({ status }) => !isWon(status))
  if (open) {
    moveTo(credits, open.id, 'Taken back: payment disputed')
    return plan
  }
  const target = share(credits, refunded, amount)
  const won = oldestFirst(disputes).at(-1)
  const failed = oldestFirst(refunds).findLast((refund) => !isUnderWay(refund))
  if (won && refs.has(won.id) && !refs.has(`${won.id}:returned`)) {
    moveTo(target, won.id, 'Given back: dispute decided for you')
  } else if (failed) {
    moveTo(target, failed.id, 'Given back: the refund did not go through')
  } else if (won) {
    moveTo(target, won.id, 'Given back: dispute decided for you')
  }
  return plan
}

/** In whole numbers until the one division, so that the same sum is always the same share. */
function share(credits: number, refunded: number, amount: number): number {
  return Math.round((credits * Math.min(refunded, amount)) / amount)
}

/** A refund counts from its order on; one that failed or was called back does not. */
function isUnderWay({ status }: Refund): boolean {
  return status !== 'failed' && status !== 'canceled'
}

function isWon(status: Dispute['status']): boolean {
  return status === 'won' || status === 'warning_closed'
}

/** Each ref stands once in the ledger; what has to move a second time for the same cause gets a number. */
function freeRef(wanted: string, refs: ReadonlySet<string>): string {
  let ref = wanted
  for (let n = 2; refs.has(ref); n++) ref = `${wanted}:${n}`
  return ref
}

/** Of the same second, in the order of their ids: every look walks them alike. */
function oldestFirst<T extends { created: number; id: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1))
}
