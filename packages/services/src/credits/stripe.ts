import Stripe from 'stripe'
import type { ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import type { Payments } from '../payments.ts'

/** The payment side, or `payments_unavailable` where no keys are set. */
export function requirePayments({ payments }: ServiceContext): Payments {
  if (payments) return payments
  throw new DomainError('payments_unavailable', 'Payments are not set up on this server.')
}

/** Runs calls to Stripe; a service that cannot be reached becomes `payments_unavailable`, with a log line. */
export async function withStripe<T>(ctx: ServiceContext, run: (stripe: Stripe) => Promise<T>): Promise<T> {
  try {
    return await run(requirePayments(ctx).stripe)
  } catch (error) {
    const isOutage =
      error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError
    if (!isOutage) throw error
    ctx.log('error', 'stripe_unreachable', { type: error.type, statusCode: error.statusCode })
    throw new DomainError(
      'payments_unavailable',
      'The payment service cannot be reached. Try again in a minute.',
    )
  }
}

/** The id of a field that Stripe gives as an id or, expanded, as the object. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null)
}

export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing'
}
