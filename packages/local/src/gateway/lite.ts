import { App } from '@supabase/lite'
import type { Secrets } from '../secrets.ts'
import { openLiteConnection } from './lite-connection.ts'

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
  const connection = await openLiteConnection(databaseUrl, { max: 8 })
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
