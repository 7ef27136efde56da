import { z } from 'zod'

const envSchema = z.object({ PLOTLINE_MODELS: z.string().min(1).optional() })

/** Where models lie, if the environment says so. */
export const { PLOTLINE_MODELS: modelsDir } = envSchema.parse({
  PLOTLINE_MODELS: process.env.PLOTLINE_MODELS || undefined,
})
