import { z } from 'zod'
import { idSchema, timeSchema } from './common.ts'

export const profileSchema = z.object({
  id: idSchema,
  email: z.string(),
  displayName: z.string(),
  tier: z.enum(['free', 'paid']),
  createdAt: timeSchema,
  credits: z.object({ balance: z.number().int(), debt: z.number().int() }),
  statistics: z.object({
    jobs: z.number().int(),
    completed: z.number().int(),
    failed: z.number().int(),
    creditsSpent: z.number().int(),
    penDownMm: z.number(),
  }),
})
export const profilePatchSchema = z.strictObject({ displayName: z.string().trim().min(1).max(80) })
/** DELETE needs the address typed again. */
export const profileDeleteSchema = z.strictObject({ email: z.email() })
