import { z } from 'zod'

/** An empty value in a .env file means the same as none. */
const unsetWhenEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema)

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'expected a postgres:// URL' })
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http(s) URL' })

/** Every variable the worker reads. */
export const envSchema = z
  .object({
    DATABASE_URL: unsetWhenEmpty(postgresUrl),
    SUPABASE_URL: unsetWhenEmpty(httpUrl),
    SUPABASE_SECRET_KEY: unsetWhenEmpty(z.string({ error: 'expected the secret key' })),
    SITE_URL: unsetWhenEmpty(httpUrl),
    STRIPE_SECRET_KEY: unsetWhenEmpty(z.string().optional()),
    STRIPE_WEBHOOK_SECRET: unsetWhenEmpty(z.string().optional()),
    STRIPE_API_BASE: unsetWhenEmpty(httpUrl.optional()),
    WORKER_CONCURRENCY: unsetWhenEmpty(z.coerce.number().int().min(1).max(64).optional()),
    PLOTLINE_MODELS: unsetWhenEmpty(z.string().optional()),
    LOG_LEVEL: unsetWhenEmpty(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')),
  })
  .refine((env) => !env.STRIPE_SECRET_KEY === !env.STRIPE_WEBHOOK_SECRET, {
    path: ['STRIPE_WEBHOOK_SECRET'],
    error: 'expected both STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, or neither',
  })
export type Env = z.infer<typeof envSchema>

/** Reads the environment; throws one error that names every variable that is wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = envSchema.safeParse(source)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new Error(`The worker's environment is not complete:\n${lines.join('\n')}`)
}
