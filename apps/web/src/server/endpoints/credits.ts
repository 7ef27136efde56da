import {
  checkoutRequestSchema,
  checkoutResponseSchema,
  creditsResponseSchema,
  pageQuerySchema,
  purchaseConfirmRequestSchema,
  purchaseConfirmResponseSchema,
  webhookResponseSchema,
} from '@plotline/services/contract'
import { z } from 'zod'
import type { Endpoint } from '../http/endpoint.ts'

export const getCreditsEndpoint = {
  id: 'getCredits',
  tag: 'Credits',
  method: 'GET',
  path: '/api/credits',
  summary: 'Balance and every event of it, newest first',
  auth: 'session',
  limit: 'credits.read',
  query: pageQuerySchema,
  answer: { status: 200, description: 'Balance and one page of events.', schema: creditsResponseSchema },
} as const satisfies Endpoint

export const checkoutEndpoint = {
  id: 'createCheckout',
  tag: 'Credits',
  method: 'POST',
  path: '/api/credits/checkout',
  summary: 'Begin to buy a pack',
  auth: 'session',
  limit: 'credits.checkout',
  counts: 'done',
  body: checkoutRequestSchema,
  answer: { status: 200, description: 'The page to pay on.', schema: checkoutResponseSchema },
  errors: ['payments_unavailable', 'not_found'],
} as const satisfies Endpoint

export const confirmPurchaseEndpoint = {
  id: 'confirmPurchase',
  tag: 'Credits',
  method: 'POST',
  path: '/api/credits/confirm',
  summary: 'Ask for the credits of a finished checkout',
  description:
    'The return page calls this; it does what the webhook does, and whichever comes second changes nothing.',
  auth: 'session',
  limit: 'credits.confirm',
  body: purchaseConfirmRequestSchema,
  answer: { status: 200, description: 'How the purchase stands.', schema: purchaseConfirmResponseSchema },
  errors: ['payments_unavailable', 'not_found'],
} as const satisfies Endpoint

export const stripeWebhookEndpoint = {
  id: 'receiveStripeEvent',
  tag: 'Credits',
  method: 'POST',
  path: '/api/stripe/webhook',
  summary: 'For Stripe: a signed event',
  description: 'Verified over the raw body, handled once per event id, in whatever order events come.',
  auth: 'none',
  crossSite: true,
  headers: z.object({
    'stripe-signature': z
      .string()
      .max(2000)
      .optional()
      .meta({ description: "Stripe's signature of the body." }),
  }),
  body: 'raw',
  maxBodyBytes: 1024 * 1024,
  answer: { status: 200, description: 'Taken.', schema: webhookResponseSchema },
  errors: ['invalid_signature', 'payments_unavailable'],
} as const satisfies Endpoint
