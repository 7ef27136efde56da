import { z } from 'zod'
import { idSchema, timeSchema } from './common.ts'
import { devicesPatchSchema, ownDevicesSchema } from './devices.ts'

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
  /** Machines of one's own, by name. */
  devices: ownDevicesSchema,
})
export const profilePatchSchema = z
  .strictObject({
    displayName: z.string().trim().min(1).max(80).optional(),
    devices: devicesPatchSchema.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'expected a change')
/** DELETE needs the address typed again. */
export const profileDeleteSchema = z.strictObject({ email: z.email() })
