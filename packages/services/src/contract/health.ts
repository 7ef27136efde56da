import { z } from 'zod'

export const liveSchema = z.object({ status: z.literal('ok') })
export const healthParts = ['database', 'queue', 'auth', 'storage', 'worker', 'model'] as const
export const readySchema = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  parts: z.record(
    z.enum(healthParts),
    z.object({ status: z.enum(['ok', 'degraded', 'down']), detail: z.string().optional() }),
  ),
})
