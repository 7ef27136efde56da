import { asService } from '@plotline/db'
import Stripe from 'stripe'
import { z } from 'zod'
import type { ServiceContext } from '../context.ts'
import { isStorable } from '../contract/text.ts'
import { now } from '../database-time.ts'
import { DomainError } from '../error.ts'
import { fulfilSession } from './fulfil.ts'
import { idOf, requirePayments } from './stripe.ts'
import { takeBackPayment } from './take-back.ts'

/** The SDK refuses timestamps this old, but takes any in the future; we bound both. */
const toleranceSeconds = 300

const words = z.string().max(255).refine(isStorable, 'expected text that can be stored')

/** What every event has, whatever it is about. A signature says who sent it, not that it is whole. */
const eventSchema = z.looseObject({
  id: words.min(1),
  type: words.min(1),
  created: z.number(),
  data: z.looseObject({ object: z.looseObject({ id: words.optional(), object: words.optional() }) }),
})

/**
 * Takes one webhook: verified, recorded once, then acted on. An event is only a hint to look at Stripe's present
 * state, so late, repeated and reordered ones end the same. Throws `invalid_signature`, `invalid_request` for what is no event, `payments_unavailable`;
 * after a throw Stripe sends it again.
 */
export async function handleStripeEvent(
  ctx: ServiceContext,
  { payload, signature }: { payload: string; signature: string },
): Promise<{ received: true }> {
  const event = verify(ctx, payload, signature)
  if (await isProcessed(ctx, event)) return { received: true }
  try {
    await act(ctx, event)
  } catch (error) {
    await markEvent(ctx, event.id, {
      error: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
    })
    throw error
  }
  await markEvent(ctx, event.id, { processed_at: now, error: null })
  return { received: true }
}

function verify(ctx: ServiceContext, payload: string, signature: string): Stripe.Event {
  const { stripe, webhookSecret } = requirePayments(ctx)
  const timestamp = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1])
  if (!(timestamp <= Date.now() / 1000 + toleranceSeconds)) throw new DomainError('invalid_signature')
  try {
    return whole(stripe.webhooks.constructEvent(payload, signature, webhookSecret, toleranceSeconds))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) {
      throw new DomainError('invalid_signature')
    }
    throw error
  }
}

function whole(event: Stripe.Event): Stripe.Event {
  const { error } = eventSchema.safeParse(event)
  if (!error) return event
  throw new DomainError(
    'invalid_request',
    'This is no event of Stripe.',
    error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  )
}

/** Of an event we keep what it was about, not the buyer's details that came with it. */
async function isProcessed(ctx: ServiceContext, event: Stripe.Event): Promise<boolean> {
  const { id, object } = event.data.object as { id?: string; object?: string }
  return asService(ctx.db, async (tx) => {
    await tx
      .insertInto('stripe_events')
      .values({
        id: event.id,
        type: event.type,
        payload: JSON.stringify({ id, object, created: event.created }),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    const row = await tx
      .selectFrom('stripe_events')
      .select('processed_at')
      .where('id', '=', event.id)
      .executeTakeFirstOrThrow()
    return row.processed_at !== null
  })
}

function markEvent(
  ctx: ServiceContext,
  id: string,
  values: { processed_at?: typeof now; error: string | null },
) {
  return asService(ctx.db, (tx) => tx.updateTable('stripe_events').set(values).where('id', '=', id).execute())
}

async function act(ctx: ServiceContext, event: Stripe.Event): Promise<void> {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      await fulfilSession(ctx, event.data.object.id)
      return
    case 'charge.refunded':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed': {
      const paymentIntent = idOf(event.data.object.payment_intent)
      if (paymentIntent) await takeBackPayment(ctx, paymentIntent)
      return
    }
    default:
      ctx.log('debug', 'stripe_event_ignored', { type: event.type })
  }
}
