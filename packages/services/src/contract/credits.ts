import { z } from 'zod'
import { idSchema, timeSchema } from './common.ts'

export const creditEventKinds = ['grant', 'purchase', 'debit', 'refund', 'adjustment'] as const
export type CreditEventKind = (typeof creditEventKinds)[number]

/** Packs as data: what is sold, in credits and minor units of the currency. */
export const packs = [
  { id: 'small', credits: 10, amount: 500, currency: 'eur', name: '10 credits' },
  { id: 'medium', credits: 50, amount: 2000, currency: 'eur', name: '50 credits' },
  { id: 'large', credits: 200, amount: 6000, currency: 'eur', name: '200 credits' },
] as const
export type PackId = (typeof packs)[number]['id']
export const packIds = packs.map((pack) => pack.id) as [PackId, ...PackId[]]

/** What became of the free credits. `network_full`: too many were given in this network today; asked again at the next sign-in. */
export const grantOutcomes = ['given', 'given_before', 'network_full'] as const
export type GrantOutcome = (typeof grantOutcomes)[number]

export const creditEventSchema = z.object({
  id: z.string(),
  kind: z.enum(creditEventKinds),
  /** Signed: a debit is negative. */
  amount: z.number().int(),
  balanceAfter: z.number().int(),
  note: z.string(),
  jobId: idSchema.nullable(),
  createdAt: timeSchema,
})
export const creditsResponseSchema = z.object({
  balance: z.number().int(),
  /** Credits owed after a refund or dispute of credits already spent; the next purchase pays them first. */
  debt: z.number().int(),
  /** Null until the first proved sign-in. */
  grant: z.enum(grantOutcomes).nullable(),
  data: z.array(creditEventSchema),
  meta: z.object({ nextCursor: z.string().nullable() }),
})

export const checkoutRequestSchema = z.strictObject({ pack: z.enum(packIds) })
/** The browser goes to `url`; Stripe sends it back to /credits?session_id=… */
export const checkoutResponseSchema = z.object({ sessionId: z.string(), url: z.url() })

/** POST /api/credits/confirm, called by the return page: the same idempotent fulfilment as the webhook. */
export const purchaseConfirmRequestSchema = z.strictObject({ sessionId: z.string().min(1).max(200) })
export const purchaseConfirmResponseSchema = z.object({
  status: z.enum(['fulfilled', 'processing', 'failed', 'open']),
  credits: z.number().int(),
  balance: z.number().int(),
  /** What the bank said of a payment that failed, if it said anything. */
  reason: z.string().nullable(),
})
export const webhookResponseSchema = z.object({ received: z.literal(true) })
