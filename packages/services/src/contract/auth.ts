import { z } from 'zod'

/** `next` is a path on our own origin; anything else is dropped, not followed. */
export const magicLinkRequestSchema = z.strictObject({
  email: z.email().max(254),
  next: z.string().max(500).optional(),
})
/** The same answer for known and unknown addresses. */
export const magicLinkResponseSchema = z.object({ sent: z.literal(true) })

/** POST /auth/confirm takes either the mailed link's hash or the address with its six-digit code. */
export const confirmRequestSchema = z.union([
  z.strictObject({ tokenHash: z.string().min(8).max(200), next: z.string().max(500).optional() }),
  z.strictObject({
    email: z.email().max(254),
    code: z.string().regex(/^\d{6}$/, 'expected six digits'),
    next: z.string().max(500).optional(),
  }),
])
export const confirmResponseSchema = z.object({ next: z.string() })

/** POST /api/auth/sign-out: this session, or every one of the user's. */
export const signOutRequestSchema = z.strictObject({ scope: z.enum(['local', 'global']).default('local') })
