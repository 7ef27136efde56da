import { z } from 'zod'
import { invalid, missing, StripeError } from './errors.ts'
import { formNumber, formStrings, parse } from './request.ts'
import { newId, type SandboxStore, type StripeObject, unixNow } from './store.ts'
import type { WebhookSender } from './webhooks.ts'

export type Sandbox = { store: SandboxStore; webhooks: WebhookSender; baseUrl: () => string }

const priceData = z.object({
  currency: z.string().regex(/^[a-z]{3}$/),
  unit_amount: formNumber.min(50).max(99_999_999),
  product_data: z.object({ name: z.string().min(1), description: z.string().optional() }).optional(),
  product: z.string().optional(),
})
const createSchema = z.object({
  mode: z.literal('payment'),
  line_items: z
    .array(
      z.object({
        quantity: formNumber.min(1).default(1),
        price: z.string().optional(),
        price_data: priceData.optional(),
      }),
    )
    .min(1),
  success_url: z.url(),
  cancel_url: z.url().optional(),
  client_reference_id: z.string().max(200).optional(),
  customer: z.string().optional(),
  customer_email: z.email().optional(),
  metadata: formStrings.default({}),
  payment_intent_data: z.object({ metadata: formStrings.default({}) }).optional(),
  expires_at: formNumber.optional(),
})

/** POST /v1/checkout/sessions: an open session with the page a person pays on. */
export function createSession({ store, baseUrl }: Sandbox, body: unknown): StripeObject {
  const input = parse(createSchema, body)
  if (input.customer && !store.get('customer', input.customer)) throw missing('customer', input.customer)
  const lines = input.line_items.map((line) => priceOf(store, line))
  const currency = lines[0]?.currency ?? 'eur'
  if (lines.some((line) => line.currency !== currency))
    throw invalid('line_items', 'All prices need one currency.')
  const amount = lines.reduce((sum, line) => sum + line.amount, 0)
  const id = newId('cs_test')
  return store.put({
    id,
    object: 'checkout.session',
    created: unixNow(),
    livemode: false,
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    amount_subtotal: amount,
    amount_total: amount,
    currency,
    client_reference_id: input.client_reference_id ?? null,
    customer: input.customer ?? null,
    customer_email: input.customer_email ?? null,
    customer_details: input.customer_email ? { email: input.customer_email } : null,
    metadata: input.metadata,
    payment_intent: null,
    payment_intent_metadata: input.payment_intent_data?.metadata ?? {},
    line_items: {
      object: 'list',
      data: lines.map(({ name, amount: total }) => ({ description: name, amount_total: total })),
    },
    success_url: input.success_url,
    cancel_url: input.cancel_url ?? null,
    expires_at: input.expires_at ?? unixNow() + 24 * 3600,
    url: `${baseUrl()}/pay/${id}`,
  })
}

/** How a person (or a test) ends an open session on the hosted page. */
export const paymentOutcomes = ['pay', 'pay_later', 'decline'] as const
export type PaymentOutcome = (typeof paymentOutcomes)[number]

/** Ends an open session. A declined card leaves it open, as with Stripe: the person may try again. */
export function paySession(sandbox: Sandbox, id: string, outcome: PaymentOutcome): StripeObject {
  const session = openSession(sandbox.store, id)
  if (outcome === 'decline') {
    throw new StripeError(402, 'card_declined', 'Your card was declined.', undefined, 'card_error')
  }
  const isPaid = outcome === 'pay'
  const intent = createIntent(sandbox, session, isPaid)
  const done = sandbox.store.put({
    ...session,
    status: 'complete',
    payment_status: isPaid ? 'paid' : 'unpaid',
    payment_intent: intent.id,
    url: null,
  })
  sandbox.webhooks.emit('checkout.session.completed', done)
  return done
}

/** What Stripe says of a transfer that did not go through. */
const bounced = {
  type: 'card_error',
  code: 'payment_intent_payment_attempt_failed',
  decline_code: 'insufficient_funds',
  message: 'The bank account has insufficient funds.',
}

/** A bank debit that was started with `pay_later` arrives, or bounces. */
export function settleSession(sandbox: Sandbox, id: string, succeeded: boolean): StripeObject {
  const { store, webhooks } = sandbox
  const session = store.get('checkout.session', id)
  if (!session) throw missing('checkout.session', id)
  if (session.status !== 'complete' || session.payment_status !== 'unpaid') {
    throw new StripeError(400, 'session_not_pending', 'This session is not waiting for a payment.')
  }
  const intent = store.get('payment_intent', String(session.payment_intent))
  if (intent && succeeded) chargeFor(store, intent)
  else if (intent) store.put({ ...intent, status: 'requires_payment_method', last_payment_error: bounced })
  const settled = store.put({ ...session, payment_status: succeeded ? 'paid' : 'unpaid' })
  webhooks.emit(`checkout.session.async_payment_${succeeded ? 'succeeded' : 'failed'}`, settled)
  return settled
}

/** POST /v1/checkout/sessions/:id/expire, and what happens by itself after `expires_at`. */
export function expireSession(sandbox: Sandbox, id: string): StripeObject {
  const session = openSession(sandbox.store, id)
  const expired = sandbox.store.put({ ...session, status: 'expired', url: null })
  sandbox.webhooks.emit('checkout.session.expired', expired)
  return expired
}

function openSession(store: SandboxStore, id: string): StripeObject {
  const session = store.get('checkout.session', id)
  if (!session) throw missing('checkout.session', id)
  if (session.status !== 'open') {
    throw new StripeError(
      400,
      'session_not_open',
      `This session is ${session.status}; only an open one can be paid.`,
    )
  }
  return session
}

function createIntent({ store }: Sandbox, session: StripeObject, isPaid: boolean): StripeObject {
  const intent = store.put({
    id: newId('pi'),
    object: 'payment_intent',
    created: unixNow(),
    livemode: false,
    amount: session.amount_total,
    amount_received: isPaid ? session.amount_total : 0,
    currency: session.currency,
    customer: session.customer,
    latest_charge: null,
    last_payment_error: null,
    metadata: session.payment_intent_metadata ?? {},
    status: isPaid ? 'succeeded' : 'processing',
  })
  return isPaid ? chargeFor(store, intent) : intent
}

/** The charge of a paid intent; answers the intent that points to it. */
function chargeFor(store: SandboxStore, intent: StripeObject): StripeObject {
  const charge = store.put({
    id: newId('ch'),
    object: 'charge',
    created: unixNow(),
    livemode: false,
    amount: intent.amount,
    amount_refunded: 0,
    currency: intent.currency,
    disputed: false,
    metadata: intent.metadata,
    paid: true,
    payment_intent: intent.id,
    refunded: false,
    status: 'succeeded',
  })
  return store.put({
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge.id,
  })
}

function priceOf(store: SandboxStore, line: z.output<typeof createSchema>['line_items'][number]) {
  if (line.price_data) {
    const { currency, unit_amount, product_data, product } = line.price_data
    const name = product_data?.name ?? store.get('product', product ?? '')?.name ?? 'Item'
    return { name: String(name), currency, amount: unit_amount * line.quantity }
  }
  const price = store.get('price', line.price ?? '')
  if (!price) throw missing('price', line.price ?? '')
  const name = store.get('product', String(price.product))?.name ?? 'Item'
  return {
    name: String(name),
    currency: String(price.currency),
    amount: Number(price.unit_amount) * line.quantity,
  }
}
