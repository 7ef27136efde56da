import { App } from '@supabase/lite'
import { PostgresConnection } from '@supabase/lite/postgres'
import type { Secrets } from '../secrets.ts'

/**
 * lite's connection, kept from two of its habits: it would GRANT ALL to the API roles and replace `auth.uid()` at its
 * first request (undoing what migrations revoke), and it answers 500 where PostgREST answers 400.
 */
class LocalConnection extends PostgresConnection {
  constructor(config: ConstructorParameters<typeof PostgresConnection>[0]) {
    super(config)
    // Private in lite's types, and the only way to keep it from rewriting grants.
    Object.defineProperty(this, 'ensureRlsContext', { value: async () => true })
  }

  override normalizeDbError(error: unknown): unknown {
    const normal = super.normalizeDbError(error)
    if (!isDatabaseError(normal) || !/^P0|^23514$/.test(normal.code)) return normal
    const { code, message, detail, hint } = normal
    const body = JSON.stringify({ code, message, details: detail, hint })
    return Object.assign(new Error(body), {
      code: 'PGRST',
      detail: JSON.stringify({ status: 400, headers: {} }),
    })
  }
}

function isDatabaseError(
  error: unknown,
): error is { code: string; message: string; detail?: string; hint?: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
}

/** Postgres writes `2026-01-01 10:00:00+00`; PostgREST, hence supabase-js, gives ISO 8601. */
const isoTimestamps = {
  timestamptz: {
    to: 1184,
    from: [1184],
    serialize: (text: string) => text,
    parse: (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
  },
  timestamp: {
    to: 1114,
    from: [1114],
    serialize: (text: string) => text,
    parse: (text: string) => text.replace(' ', 'T'),
  },
}

export interface Lite {
  fetch(request: Request): Promise<Response>
  stop(): Promise<void>
}

/** Starts lite for auth and REST as the role `supabase_auth_admin`, which owns the auth tables and nothing else. */
export async function startLite(options: {
  databaseUrl: string
  secrets: Secrets
  siteUrl: string
  mailer: NonNullable<App['_mailer']>
}): Promise<Lite> {
  const { databaseUrl, secrets, siteUrl, mailer } = options
  const connection = new LocalConnection({
    url: databaseUrl,
    postgresOptions: { max: 8, onnotice: () => {}, types: isoTimestamps },
  })
  const app = new App({
    connection,
    api: { enabled: true, schemas: ['public'], extra_search_path: ['public', 'extensions'], max_rows: 1000 },
    auth: {
      enabled: true,
      jwt_secret: secrets.jwtSecret,
      jwt_expiry: 3600,
      publishable_key: secrets.publishableKey,
      secret_key: secrets.secretKey,
      site_url: siteUrl,
      enable_refresh_token_rotation: true,
      refresh_token_reuse_interval: 10,
      email: { enable_signup: true, enable_confirmations: true, otp_length: 6, otp_expiry: 3600 },
    },
    storage: { enabled: false },
    studio: { enabled: false },
    options: { server: { admin: false, disableStudio: true } },
  })
  app._mailer = mailer
  await app.init()
  return {
    fetch: async (request) => app.fetch(request, { peerAddress: '127.0.0.1' }),
    stop: () => connection.close(),
  }
}
