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
import { deleteAccount } from '../profile/delete.ts'
import { createCheckout } from './checkout.ts'
import { confirmPurchase } from './confirm.ts'
import { reconcilePayments } from './reconcile.ts'
import { handleStripeEvent } from './webhook.ts'

// Accounts are deleted by the auth server, which serves the backend's own database.
const { ctx } = await testContext('shared')

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

describe('a payment that fails or has nobody to go to', () => {
  const purchase = (sessionId: string) =>
    ctx.db
      .selectFrom('purchases')
      .select(['status', 'user_id', 'sent_back_at'])
      .where('session_id', '=', sessionId)
      .executeTakeFirstOrThrow()
  const refundsOf = async (intent: string) =>
    (await refundsAndDisputes(intent)).refunds.map(({ amount }) => amount)
  const leave = (user: Actor & { email: string }) => deleteAccount(ctx, user, { email: user.email })

  it('a transfer is under way until the bank has spoken, and then said to have failed, with its reason', async () => {
    const { user, session } = await buyer('pay_later')
    expect(await confirmPurchase(ctx, user, { sessionId: session.id })).toMatchObject({
      status: 'processing',
      reason: null,
    })
    await pressSandbox('settle', session.id, 'failed')
    expect(await confirmPurchase(ctx, user, { sessionId: session.id })).toMatchObject({
      status: 'failed',
      reason: 'The bank account has insufficient funds.',
      balance: 3,
    })
    expect(await purchase(session.id)).toMatchObject({ status: 'failed' })
  })

  it('a checkout that is open when the account is deleted can be paid no more', async () => {
    const user = await createUser(ctx)
    const { sessionId, url } = await createCheckout(ctx, user, { pack: 'small' })
    await leave(user)
    expect((await stripe().checkout.sessions.retrieve(sessionId)).status).toBe('expired')
    await payCheckout(url).catch(() => undefined)
    expect((await stripe().checkout.sessions.retrieve(sessionId)).payment_status).toBe('unpaid')
    expect(await purchase(sessionId)).toMatchObject({ status: 'failed', user_id: null })
  })

  it('one that was paid in the moment before goes back, once, whoever hears of it and however often', async () => {
    const { user, session, intent } = await buyer()
    await leave(user)
    const completed = () => handleStripeEvent(ctx, event('checkout.session.completed', session))
    await Promise.all([
      ...Array.from({ length: 12 }, completed),
      reconcilePayments(ctx),
      reconcilePayments(ctx),
    ])
    expect(await refundsOf(intent)).toEqual([500])
    expect(await purchase(session.id)).toMatchObject({
      status: 'failed',
      user_id: null,
      sent_back_at: expect.any(Date),
    })
  })

  it('a transfer that arrives when nobody is here any more goes back, by webhook or by the hourly look', async () => {
    for (const hear of [
      (session: { id: string }) =>
        handleStripeEvent(ctx, event('checkout.session.async_payment_succeeded', session)),
      () => reconcilePayments(ctx),
    ]) {
      const { user, session, intent } = await buyer('pay_later')
      await leave(user)
      await hear(session)
      expect(await purchase(session.id)).toMatchObject({ status: 'processing', sent_back_at: null })
      await pressSandbox('settle', session.id, 'paid')
      for (let time = 0; time < 2; time++) await hear(session)
      expect(await refundsOf(intent)).toEqual([500])
    }
  })

  it('whose credits had come before the account was deleted stays paid', async () => {
    const { user, session, intent } = await buyer()
    await confirmPurchase(ctx, user, { sessionId: session.id })
    await leave(user)
    await handleStripeEvent(ctx, event('checkout.session.completed', session))
    await reconcilePayments(ctx)
    expect(await refundsOf(intent)).toEqual([])
    expect(await purchase(session.id)).toMatchObject({ status: 'fulfilled', user_id: null })
  })

  it('of another database is not ours to send back', async () => {
    const { session, intent } = await buyer()
    await ctx.db.deleteFrom('purchases').where('session_id', '=', session.id).execute()
    await ctx.db.deleteFrom('users').where('id', '=', String(session.client_reference_id)).execute()
    await handleStripeEvent(ctx, event('checkout.session.completed', session))
    expect(await refundsOf(intent)).toEqual([])
  })

  it('races: paid, deleted and heard of at once, it is either had or sent back, never both and never neither', async () => {
    for (let round = 0; round < 8; round++) {
      const user = await createUser(ctx)
      const { sessionId, url } = await createCheckout(ctx, user, { pack: 'small' })
      const hear = async () => {
        await payCheckout(url).catch(() => undefined)
        const session = await stripe().checkout.sessions.retrieve(sessionId)
        await Promise.all(
          [1, 2, 3].map(() => handleStripeEvent(ctx, event('checkout.session.completed', session))),
        )
      }
      const again = createCheckout(ctx, user, { pack: 'small' }).catch(() => null)
      await Promise.all([hear(), leave(user)])
      await again
      const session = await stripe().checkout.sessions.retrieve(sessionId)
      const { status, sent_back_at } = await purchase(sessionId)
      if (session.payment_status !== 'paid') expect(status).toBe('failed')
      else {
        const back = await refundsOf(String(session.payment_intent))
        if (status === 'fulfilled') expect([back, sent_back_at]).toEqual([[], null])
        else expect([back, status]).toEqual([[500], 'failed'])
      }
      const second = await again
      if (second) expect((await stripe().checkout.sessions.retrieve(second.sessionId)).status).toBe('expired')
    }
  })

  it('nothing is sold to somebody who is leaving', async () => {
    const user = await createUser(ctx)
    await ctx.db.updateTable('users').set({ leaving_at: new Date() }).where('id', '=', user.userId).execute()
    await expect(createCheckout(ctx, user, { pack: 'small' })).rejects.toMatchObject({ code: 'not_found' })
    const old = new Date(Date.now() - 2 * 3_600_000)
    await ctx.db.updateTable('users').set({ leaving_at: old }).where('id', '=', user.userId).execute()
    expect(await createCheckout(ctx, user, { pack: 'small' })).toMatchObject({ url: expect.any(String) })
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
