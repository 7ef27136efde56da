import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type PaymentSandbox, startPaymentSandbox } from './sandbox.ts'

let dataDir: string
let sandbox: PaymentSandbox
let stripe: Stripe
let receiver: Awaited<ReturnType<typeof startReceiver>>

beforeAll(async () => {
  receiver = await startReceiver()
})
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plotline-payments-'))
  sandbox = await startPaymentSandbox({ port: 'free', dataDir, webhookUrl: receiver.url })
  stripe = clientFor(sandbox)
  receiver.reset()
})
afterEach(async () => {
  await sandbox.stop()
  await rm(dataDir, { recursive: true, force: true })
})
afterAll(() => receiver.stop())

describe('checkout, with the official SDK', () => {
  test('a paid session completes, has a charge, and sends one signed event', async () => {
    const session = await createSession()
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 2000,
      currency: 'eur',
    })
    const back = await pay(session, 'pay')
    expect(back.headers.get('location')).toBe(`https://shop.example/credits?session_id=${session.id}`)

    const [event] = await receiver.events(1)
    const verified = stripe.webhooks.constructEvent(
      event?.body ?? '',
      event?.signature ?? '',
      sandbox.webhookSecret,
    )
    expect(verified.type).toBe('checkout.session.completed')
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', client_reference_id: 'user-1' })
    expect(paid.payment_intent).toMatchObject({
      status: 'succeeded',
      amount: 2000,
      metadata: { pack: 'medium' },
    })
  })

  test('a declined card leaves the session open for another try', async () => {
    const session = await createSession()
    const declined = await pay(session, 'decline')
    expect(declined.status).toBe(402)
    expect(await declined.text()).toContain('declined')
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
    expect((await pay(session, 'pay')).status).toBe(303)
  })

  test('cancel goes back without paying', async () => {
    const session = await createSession()
    const back = await pay(session, 'cancel')
    expect(back.headers.get('location')).toBe('https://shop.example/credits?cancelled=1')
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  })

  test('a late transfer is unpaid until it arrives, and can bounce', async () => {
    for (const [value, status, type] of [
      ['paid', 'paid', 'checkout.session.async_payment_succeeded'],
      ['failed', 'unpaid', 'checkout.session.async_payment_failed'],
    ] as const) {
      receiver.reset()
      const session = await createSession()
      await pay(session, 'pay_later')
      expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
        status: 'complete',
        payment_status: 'unpaid',
      })
      await act('settle', session.id, value)
      expect((await receiver.events(2)).map((event) => event.type).sort()).toEqual(
        [type, 'checkout.session.completed'].sort(),
      )
      expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe(status)
    }
  })

  test('the same Idempotency-Key makes one session', async () => {
    const [first, second] = [await createSession('key-1'), await createSession('key-1')]
    expect(second.id).toBe(first.id)
    expect((await createSession('key-2')).id).not.toBe(first.id)
  })

  test('an expired session cannot be paid', async () => {
    const session = await createSession()
    await stripe.checkout.sessions.expire(session.id)
    expect((await pay(session, 'pay')).status).toBeGreaterThanOrEqual(400)
    expect((await receiver.events(1))[0]?.type).toBe('checkout.session.expired')
  })
})

describe('money back', () => {
  test('refunds in parts never exceed the charge', async () => {
    const session = await createSession()
    await pay(session, 'pay')
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
    await stripe.refunds.create({ payment_intent: String(payment_intent), amount: 500 })
    await stripe.refunds.create({ payment_intent: String(payment_intent) })
    await expect(stripe.refunds.create({ payment_intent: String(payment_intent) })).rejects.toThrow(
      /already been refunded/,
    )
    const refunds = await stripe.refunds.list({ payment_intent: String(payment_intent) })
    expect(refunds.data.map((refund) => refund.amount)).toEqual([1500, 500])
  })

  test('a dispute opens once and closes once', async () => {
    const session = await createSession()
    await pay(session, 'pay')
    const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
    const dispute = (await act('dispute', String(payment_intent))) as { id: string }
    await expect(act('dispute', String(payment_intent))).rejects.toThrow(/disputed already/)
    await act('close_dispute', dispute.id, 'won')
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('won')
    await expect(act('close_dispute', dispute.id, 'lost')).rejects.toThrow(/won already/)
  })
})

describe('webhooks', () => {
  test('a receiver that fails is tried again until it takes the event', async () => {
    receiver.failNext(2)
    await pay(await createSession(), 'pay')
    const events = await receiver.events(3)
    expect(new Set(events.map((event) => event.id)).size).toBe(1)
    expect(events.map((event) => event.answered)).toEqual([500, 500, 200])
  })

  test('duplicates and newest-first order on demand', async () => {
    await act('faults', 'copies', '3')
    await pay(await createSession(), 'pay')
    expect(new Set((await receiver.events(3)).map((event) => event.id)).size).toBe(1)

    receiver.reset()
    await act('faults', 'copies', '1')
    await act('faults', 'hold', '1')
    const session = await createSession()
    await pay(session, 'pay_later')
    await act('settle', session.id, 'paid')
    await act('faults', 'hold', '0')
    expect(await receiver.events(2)).toHaveLength(2)
    const list = await stripe.events.list({ limit: 2 })
    expect(list.data.map((event) => event.type)).toEqual([
      'checkout.session.async_payment_succeeded',
      'checkout.session.completed',
    ])
  })
})

describe('the border', () => {
  test('errors come in the form that makes the SDK throw', async () => {
    await expect(stripe.checkout.sessions.retrieve('cs_test_none')).rejects.toMatchObject({
      code: 'resource_missing',
    })
    await expect(stripe.balance.retrieve()).rejects.toMatchObject({ code: 'unrecognized_url' })
    await expect(new Stripe('sk_test_wrong', hostOf(sandbox)).customers.create({})).rejects.toMatchObject({
      statusCode: 401,
    })
    await expect(
      stripe.checkout.sessions.create({
        mode: 'payment',
        line_items: [],
        success_url: 'https://shop.example',
      }),
    ).rejects.toMatchObject({ param: 'line_items' })
  })

  test('a page of another site can neither post nor rebind', async () => {
    const session = await createSession()
    const posted = await fetch(session.url ?? '', {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'outcome=pay',
    })
    expect(posted.status).toBe(403)
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  })

  test('pages escape what they show', async () => {
    const session = await createSession(undefined, '<script>alert(1)</script>')
    const html = await (await fetch(session.url ?? '')).text()
    expect(html).not.toContain('<script>')
    expect(html).toContain('20.00 EUR')
    expect(await (await fetch(sandbox.url)).text()).toContain(session.id)
  })

  test('products and prices are found again after a restart, with the same keys', async () => {
    const product = await stripe.products.create({ name: '50 credits' })
    const price = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 2000 })
    const customer = await stripe.customers.create({ email: 'a@b.example' })
    const { secretKey } = sandbox
    await sandbox.stop()
    sandbox = await startPaymentSandbox({ port: 'free', dataDir })
    stripe = clientFor(sandbox)
    expect(sandbox.secretKey).toBe(secretKey)
    expect((await stripe.prices.retrieve(price.id)).unit_amount).toBe(2000)
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'a@b.example' })
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price: price.id, quantity: 2 }],
      success_url: 'https://shop.example',
    })
    expect(session.amount_total).toBe(4000)
  })

  test.skipIf(process.platform === 'win32')('the keys are readable by their owner only', async () => {
    expect((await stat(join(dataDir, 'payments/keys.json'))).mode & 0o077).toBe(0)
  })
})

function createSession(idempotencyKey?: string, name = '50 credits') {
  return stripe.checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: 'user-1',
      customer_email: 'user@example.com',
      line_items: [
        { quantity: 1, price_data: { currency: 'eur', unit_amount: 2000, product_data: { name } } },
      ],
      metadata: { pack: 'medium' },
      payment_intent_data: { metadata: { pack: 'medium' } },
      success_url: 'https://shop.example/credits?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://shop.example/credits?cancelled=1',
    },
    idempotencyKey ? { idempotencyKey } : {},
  )
}

function pay(session: Stripe.Checkout.Session, outcome: string) {
  return fetch(`${sandbox.url}/pay/${session.id}`, {
    method: 'POST',
    body: new URLSearchParams({ outcome }),
    redirect: 'manual',
  })
}

async function act(action: string, id: string, value = ''): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/sandbox/actions`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ action, id, value }),
  })
  const body = await response.json()
  if (!response.ok) throw new Error((body as { error: { message: string } }).error.message)
  return body
}

function hostOf({ url }: PaymentSandbox) {
  const { hostname, port } = new URL(url)
  return {
    host: hostname,
    port: Number(port),
    protocol: 'http' as const,
    maxNetworkRetries: 0,
    telemetry: false,
  }
}

function clientFor(of: PaymentSandbox): Stripe {
  return new Stripe(of.secretKey, hostOf(of))
}

type Received = { id: string; type: string; body: string; signature: string; answered: number }

/** A shop's webhook endpoint: keeps what it gets, and fails when told to. */
async function startReceiver() {
  let received: Received[] = []
  let failures = 0
  let wake = () => {}
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const { id, type } = JSON.parse(body)
    const answered = failures-- > 0 ? 500 : 200
    received.push({ id, type, body, signature: String(req.headers['stripe-signature']), answered })
    res.writeHead(answered).end()
    wake()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    reset: () => {
      received = []
      failures = 0
    },
    failNext: (count: number) => {
      failures = count
    },
    /** The first `count` deliveries, once they have come. */
    events: async (count: number): Promise<Received[]> => {
      while (received.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return received.slice(0, count)
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}
