import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packs } from '../contract/credits.ts'
import { planAdjustments } from './adjustments.ts'

type Refund = { id: string; amount: number; created: number; status: 'succeeded' | 'failed' }
type Dispute = { id: string; created: number; status: 'needs_response' | 'won' | 'lost' }

/** A purchase's books, brought to what Stripe says at each look. */
function books({ credits, amount }: { credits: number; amount: number }) {
  let takenBack = 0
  const refs = new Set<string>()
  return {
    taken: () => takenBack,
    look: (refunds: readonly Refund[], disputes: readonly Dispute[] = []) => {
      const plan = planAdjustments({ credits, amount, takenBack, refs }, refunds, disputes)
      for (const event of plan) {
        expect(event.amount).not.toBe(0)
        expect(refs.has(event.ref), event.ref).toBe(false)
        refs.add(event.ref)
        takenBack -= event.amount
        expect(takenBack).toBeGreaterThanOrEqual(0)
        expect(takenBack).toBeLessThanOrEqual(credits)
      }
      return plan
    },
  }
}

const refundOf = (amount: number, created: number): Refund => ({
  id: `re_${created}`,
  amount,
  created,
  status: 'succeeded',
})

describe('planAdjustments', () => {
  const [small] = packs

  it('rounds the sum, not each part: thirds of a pack and 25 small ones take all of it', () => {
    for (const parts of [[167, 167, 166], Array<number>(25).fill(20), Array<number>(500).fill(1)]) {
      const refunds = parts.map(refundOf)
      const atOnce = books(small)
      atOnce.look(refunds)
      expect(atOnce.taken()).toBe(small.credits)
      const oneByOne = books(small)
      for (let seen = 1; seen <= refunds.length; seen++) oneByOne.look(refunds.slice(0, seen))
      expect(oneByOne.taken()).toBe(small.credits)
    }
  })

  it('ends where the sum of what stands says, whatever is seen when, and a repeat changes nothing', () => {
    const step = fc.record({
      what: fc.constantFrom('refund', 'fail', 'dispute', 'win', 'lose'),
      amount: fc.integer({ min: 1, max: 700 }),
      at: fc.nat(),
      look: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.constantFrom(...packs), fc.array(step, { maxLength: 40 }), (pack, steps) => {
        const refunds: Refund[] = []
        const disputes: Dispute[] = []
        const book = books(pack)
        let left: number = pack.amount
        for (const [created, { what, amount, at, look }] of steps.entries()) {
          if (what === 'refund' && left > 0) {
            refunds.push(refundOf(Math.min(amount, left), created))
            left -= Math.min(amount, left)
          }
          const refund = refunds[at % Math.max(1, refunds.length)]
          if (what === 'fail' && refund?.status === 'succeeded') {
            refund.status = 'failed'
            left += refund.amount
          }
          const last = disputes.at(-1)
          if (what === 'dispute' && last?.status !== 'needs_response' && last?.status !== 'lost')
            disputes.push({ id: `du_${created}`, created, status: 'needs_response' })
          if ((what === 'win' || what === 'lose') && last?.status === 'needs_response')
            last.status = what === 'win' ? 'won' : 'lost'
          if (look) book.look(refunds, disputes)
        }
        book.look(refunds, disputes)
        const sum = refunds
          .filter(({ status }) => status === 'succeeded')
          .reduce((total, { amount }) => total + amount, 0)
        const isHeld = disputes.some(({ status }) => status !== 'won')
        expect(book.taken()).toBe(isHeld ? pack.credits : Math.round((pack.credits * sum) / pack.amount))
        expect(book.look(refunds.toReversed(), disputes.toReversed())).toEqual([])
      }),
    )
  })

  it('a refund that failed gives back what it took, once', () => {
    const book = books(small)
    const refund = refundOf(250, 1)
    expect(book.look([refund])).toMatchObject([{ amount: -5, ref: 're_1' }])
    const failed: Refund = { ...refund, status: 'failed' }
    expect(book.look([failed])).toMatchObject([{ amount: 5, ref: 're_1:returned' }])
    expect(book.look([failed])).toEqual([])
  })

  it('puts right what was rounded part by part before', () => {
    const refunds = [167, 167, 166].map(refundOf)
    const refs = new Set(refunds.map(({ id }) => id))
    expect(planAdjustments({ ...small, takenBack: 9, refs }, refunds, [])).toMatchObject([
      { amount: -1, ref: 're_2:2' },
    ])
  })
})
