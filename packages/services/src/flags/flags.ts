import { z } from 'zod'
import { maxUploadBytes } from '../contract/uploads.ts'
import { capNames } from '../limits/caps.ts'
import { limitedEndpoints } from '../limits/limits.ts'

/** Values an operator may set in the table `flags`; one that does not fit its schema is ignored and logged. */

const perTier = <T extends z.ZodType>(value: T) => z.object({ free: value, paid: value }).partial()

/** `uploads.max_bytes`: a lower cap than the contract's, per tier. */
export const uploadCapFlagSchema = perTier(z.number().int().min(1).max(maxUploadBytes))

/** `limits`: other limits than the table's, per endpoint and tier. */
export const limitsFlagSchema = z.partialRecord(
  z.enum(limitedEndpoints),
  perTier(z.object({ limit: z.number().int().min(1), windowSeconds: z.number().int().min(1).max(604_800) })),
)

/** `caps`: others than the table's, per thing and tier. */
export const capsFlagSchema = z.partialRecord(z.enum(capNames), perTier(z.number().int().min(1)))
