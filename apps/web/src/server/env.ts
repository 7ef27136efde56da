import { z } from 'zod'

/** A variable that is set to nothing counts as not set: `.env` files leave such lines behind. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const webUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https address' })
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgres://user:password@host/database',
})
const key = z.string('expected a key').min(1, 'expected a key')

/** Every variable the web reads. `.env.local.example` says what each is for; a test keeps the two the same. */
export const envSchema = z
  .object({
    SITE_URL: webUrl,
    DATABASE_URL: postgresUrl,
    SUPABASE_URL: webUrl,
    PUBLIC_STORAGE_URL: optional(webUrl),
    SUPABASE_PUBLISHABLE_KEY: key,
    SUPABASE_SECRET_KEY: key,
    STRIPE_SECRET_KEY: optional(key),
    STRIPE_WEBHOOK_SECRET: optional(key),
    STRIPE_API_BASE: optional(webUrl),
    INBOX_URL: optional(webUrl),
    TRUSTED_PROXY_HOPS: optional(z.coerce.number().int().min(0).max(10)),
    LOG_LEVEL: optional(z.enum(['debug', 'info', 'warn', 'error', 'silent'])),
  })
  .superRefine(
    (values, check) => {
      if (!values.STRIPE_SECRET_KEY === !values.STRIPE_WEBHOOK_SECRET) return
      const missing = values.STRIPE_SECRET_KEY ? 'STRIPE_WEBHOOK_SECRET' : 'STRIPE_SECRET_KEY'
      check.addIssue({ code: 'custom', path: [missing], message: 'expected both Stripe keys or neither' })
    },
    // Said beside every other problem, not only once those are solved.
    { when: () => true },
  )

export type Env = {
  /** Origin only, without a slash at its end. */
  siteUrl: string
  databaseUrl: string
  supabaseUrl: string
  /** The origin of signed links as browsers are given them. */
  publicStorageUrl: string
  publishableKey: string
  secretKey: string
  payments: { secretKey: string; webhookSecret: string; apiBase?: string } | undefined
  /** Where mails land on one's own machine; null where they are really sent. */
  inboxUrl: string | null
  trustedProxyHops: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** `next dev`: the pages then need eval and a web socket. */
  development: boolean
}

/** Reads the variables, or throws one error that lists every problem there is. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new Error(`The environment is not complete (see .env.local.example):\n${problems.join('\n')}`)
  }
  const { data } = parsed
  return {
    siteUrl: new URL(data.SITE_URL).origin,
    databaseUrl: data.DATABASE_URL,
    supabaseUrl: new URL(data.SUPABASE_URL).origin,
    publicStorageUrl: new URL(data.PUBLIC_STORAGE_URL ?? data.SUPABASE_URL).origin,
    publishableKey: data.SUPABASE_PUBLISHABLE_KEY,
    secretKey: data.SUPABASE_SECRET_KEY,
    payments:
      data.STRIPE_SECRET_KEY && data.STRIPE_WEBHOOK_SECRET
        ? {
            secretKey: data.STRIPE_SECRET_KEY,
            webhookSecret: data.STRIPE_WEBHOOK_SECRET,
            apiBase: data.STRIPE_API_BASE,
          }
        : undefined,
    inboxUrl: data.INBOX_URL ?? null,
    trustedProxyHops: data.TRUSTED_PROXY_HOPS ?? 0,
    logLevel: data.LOG_LEVEL ?? 'info',
    development: source.NODE_ENV === 'development',
  }
}

let parsed: Env | undefined

/** The process's own environment, read once. Not at import: a build has none. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}
