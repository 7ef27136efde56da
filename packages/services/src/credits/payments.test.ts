import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createUser,
  ledgerOf,
  payCheckout,
  pressSandbox,
  signatureOf,
  testContext,
} from '../../testing/index.ts'
import type { Actor } from '../context.ts'
import { createCheckout } from './checkout.ts'
import { confirmPurchase } from './confirm.ts'
import { reconcilePayments } from './reconcile.ts'
import { handleStripeEvent } from './webhook.ts'

const { ctx } = await testContext()

/** Somebody with three credits who has paid for ten more, of which we have heard nothing yet. */
async function buyer(outcome: 'pay' | 'pay_later' = 'pay') {
  const user = await createUser(ctx)
  const { sessionId, url } = await createCheckout(ctx, user, { pack: 'small' })
  await payCheckout(url, outcome)
  const session = await stripe().checkout.sessions.retrieve(sessionId)
  return { user, session, intent: String(session.payment_intent) }
}

function stripe() {
  if (!ctx.payments) throw new Error('expected payments in the test context')
  return ctx.payments.stripe
}

/** A signed webhook of this type about this object, as Stripe would send it. */
function event(type: string, object: unknown, id = `evt_${randomUUID()}`) {
  const payload = JSON.stringify({
    id,
    object: 'event',
    type,
    created: Math.floor(Date.now() / 1000),
    data: { object },
  })
  return { payload, signature: signatureOf(payload) }
}

async function refundsAndDisputes(intent: string) {
  const query = { payment_intent: intent, limit: 10 }
  const [refunds, disputes] = [await stripe().refunds.list(query), await stripe().disputes.list(query)]
  return { refunds: refunds.data, disputes: disputes.data }
}

async function spend(user: Actor, credits: number) {
  const { applyCredit, asService } = await import('@plotline/db')
  for (let i = 0; i < credits; i++) {
    await asService(ctx.db, (tx) =>
      applyCredit(tx, {
        userId: user.userId,
        kind: 'debit',
        amount: -1,
        ref: randomUUID(),
        note: 'A drawing',
      }),
    )
  }
}

describe('webhooks', () => {
  it('40 identical ones at once have one effect', async () => {
    const { user, session } = await buyer()
    const completed = event('checkout.session.completed', session)
    const answers = await Promise.all(Array.from({ length: 40 }, () => handleStripeEvent(ctx, completed)))
    expect(answers).toEqual(Array(40).fill({ received: true }))
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 13, sum: 13, kinds: ['grant', 'purchase'] })
  })

  it('20 different ones about the same session have one effect, beside 20 looks of the return page', async () => {
    const { user, session } = await buyer()
    await Promise.all(
      Array.from({ length: 20 }, () => [
        handleStripeEvent(ctx, event('checkout.session.completed', session)),
        confirmPurchase(ctx, user, { sessionId: session.id }),
      ]).flat(),
    )
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 13, sum: 13, kinds: ['grant', 'purchase'] })
  })

  it('in any order end in the same ledger', async () => {
    const orders = [
      ['charge.refunded', 'checkout.session.completed', 'charge.dispute.created'],
      ['charge.dispute.created', 'charge.refunded', 'checkout.session.completed'],
      ['checkout.session.expired', 'charge.refunded'],
    ]
    for (const types of orders) {
      const { user, session, intent } = await buyer()
      await stripe().refunds.create({ payment_intent: intent, amount: 250 })
      for (const type of types) {
        await handleStripeEvent(
          ctx,
          event(type, type.startsWith('charge') ? { payment_intent: intent } : session),
        )
      }
      expect(await ledgerOf(ctx, user), types.join()).toEqual({
        balance: 8,
        sum: 8,
        kinds: ['grant', 'purchase', 'adjustment'],
      })
    }
  })

  it('a late word of an earlier state takes nothing away', async () => {
    const { user, session } = await buyer('pay_later')
    await handleStripeEvent(ctx, event('checkout.session.completed', session))
    expect((await ledgerOf(ctx, user)).balance).toBe(3)
    await pressSandbox('settle', session.id, 'paid')
    await handleStripeEvent(ctx, event('checkout.session.async_payment_succeeded', session))
    await handleStripeEvent(ctx, event('checkout.session.completed', session))
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 13, sum: 13, kinds: ['grant', 'purchase'] })
  })

  it('a transfer that fails brings nothing', async () => {
    const { user, session } = await buyer('pay_later')
    await pressSandbox('settle', session.id, 'failed')
    await handleStripeEvent(ctx, event('checkout.session.async_payment_failed', session))
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 3, sum: 3, kinds: ['grant'] })
  })

  it('with a signature of another secret, of another body, too old or of the future are refused', async () => {
    const { session } = await buyer()
    const { payload, signature } = event('checkout.session.completed', session)
    const now = Math.floor(Date.now() / 1000)
    for (const wrong of [
      '',
      'nonsense',
      signature.replace(/v1=.{8}/, 'v1=00000000'),
      signatureOf(`${payload} `),
      signatureOf(payload, now - 3600),
      signatureOf(payload, now + 3600),
    ]) {
      await expect(handleStripeEvent(ctx, { payload, signature: wrong })).rejects.toMatchObject({
        code: 'invalid_signature',
      })
    }
  })
})

describe('money back', () => {
  it('credits that were spent already become debt, and the next purchase pays it', async () => {
    const { user, session, intent } = await buyer()
    await confirmPurchase(ctx, user, { sessionId: session.id })
    await spend(user, 12)
    await pressSandbox('refund', intent)
    await handleStripeEvent(ctx, event('charge.refunded', { payment_intent: intent }))
    const { balance, debt } = await ctx.db
      .selectFrom('credits')
      .select(['balance', 'debt'])
      .where('user_id', '=', user.userId)
      .executeTakeFirstOrThrow()
    expect({ balance, debt }).toEqual({ balance: 0, debt: 9 })
    const again = await createCheckout(ctx, user, { pack: 'small' })
    await payCheckout(again.url)
    expect(await confirmPurchase(ctx, user, { sessionId: again.sessionId })).toMatchObject({ balance: 1 })
  })

  it('partial refunds take what their sum is worth, in any order of events, and a failed one comes back', async () => {
    for (const parts of [[167, 167, 166], Array<number>(25).fill(20)]) {
      const { user, session, intent } = await buyer()
      await confirmPurchase(ctx, user, { sessionId: session.id })
      for (const amount of parts) await stripe().refunds.create({ payment_intent: intent, amount })
      const refunded = event('charge.refunded', { payment_intent: intent })
      await Promise.all(
        [refunded, event('refund.created', { payment_intent: intent })].map((one) =>
          handleStripeEvent(ctx, one),
        ),
      )
      const { balance, sum } = await ledgerOf(ctx, user)
      expect({ balance, sum }, `${parts.length} parts`).toEqual({ balance: 3, sum: 3 })
    }
    const { user, session, intent } = await buyer()
    await confirmPurchase(ctx, user, { sessionId: session.id })
    const refund = await stripe().refunds.create({ payment_intent: intent, amount: 167 })
    await stripe().refunds.create({ payment_intent: intent, amount: 167 })
    await handleStripeEvent(ctx, event('charge.refunded', { payment_intent: intent }))
    expect((await ledgerOf(ctx, user)).balance).toBe(6)
    await pressSandbox('fail_refund', refund.id)
    for (let i = 0; i < 2; i++)
      await handleStripeEvent(ctx, event('refund.failed', { ...refund, payment_intent: intent }))
    expect((await ledgerOf(ctx, user)).balance).toBe(10)
  })

  it('a dispute takes once, whatever else is refunded, and gives back when it is won', async () => {
    const { user, session, intent } = await buyer()
    await confirmPurchase(ctx, user, { sessionId: session.id })
    await pressSandbox('dispute', intent)
    await handleStripeEvent(ctx, event('charge.dispute.created', { payment_intent: intent }))
    expect((await ledgerOf(ctx, user)).balance).toBe(3)
    const [dispute] = (await refundsAndDisputes(intent)).disputes
    await pressSandbox('close_dispute', dispute?.id ?? '', 'won')
    for (let i = 0; i < 3; i++)
      await handleStripeEvent(ctx, event('charge.dispute.closed', { payment_intent: intent }))
    const { balance, sum } = await ledgerOf(ctx, user)
    expect({ balance, sum }).toEqual({ balance: 13, sum: 13 })
  })
})

describe('reconcilePayments', () => {
  it('brings in what no webhook told us, once', async () => {
    const { user, intent } = await buyer()
    const { user: refunded, intent: refundedIntent } = await buyer()
    await stripe().refunds.create({ payment_intent: refundedIntent })
    for (let i = 0; i < 2; i++) {
      const { sessions, payments } = await reconcilePayments(ctx)
      expect(sessions).toBeGreaterThanOrEqual(2)
      expect(payments).toBeGreaterThanOrEqual(1)
    }
    expect(intent).not.toBe(refundedIntent)
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 13, sum: 13, kinds: ['grant', 'purchase'] })
    expect(await ledgerOf(ctx, refunded)).toEqual({
      balance: 3,
      sum: 3,
      kinds: ['grant', 'purchase', 'adjustment'],
    })
  })
})

it('somebody else’s session is not there', async () => {
  const { session } = await buyer()
  const stranger = await createUser(ctx)
  await expect(confirmPurchase(ctx, stranger, { sessionId: session.id })).rejects.toMatchObject({
    code: 'not_found',
  })
})
