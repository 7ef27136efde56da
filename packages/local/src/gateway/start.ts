import { sql } from 'kysely'
import { connect } from '../database/connect.ts'
import { BodyError } from '../http/body.ts'
import { answerCors } from '../http/cors.ts'
import { siteOrigins } from '../http/loopback.ts'
import { sendJson } from '../http/reply.ts'
import { serveOnLoopback } from '../http/server.ts'
import { createMailer } from '../mail/mailer.ts'
import type { PortChoice } from '../ports.ts'
import type { Secrets } from '../secrets.ts'
import { createStorage } from '../storage/handler.ts'
import { createAdminHandler } from './admin/handler.ts'
import { createAuthHandler } from './auth.ts'
import { sendResponse, toRequest } from './forward.ts'
import { startLite } from './lite.ts'
import { openSigningKey } from './signing-key.ts'
import { createTokens } from './tokens.ts'

export interface Gateway {
  url: string
  port: number
  stop(): Promise<void>
}

/**
 * Serves what supabase-js talks to, on 127.0.0.1: `/auth/v1` and `/rest/v1` by lite, `/auth/v1/admin` and `/storage/v1`
 * by ourselves. Each part has a database role of its own, none of them a superuser.
 */
export async function startGateway(options: {
  port: PortChoice
  siteUrl: string
  databasePort: number
  smtpPort: number
  storageFolder: string
  supabaseFolder: string
  secrets: Secrets
  log: (line: string) => void
}): Promise<Gateway> {
  const { port, siteUrl, databasePort, secrets, log } = options
  const origins = siteOrigins(siteUrl)
  const urlOf = (role: string, password: string) =>
    `postgres://${role}:${password}@127.0.0.1:${databasePort}/postgres`
  const authUrl = urlOf('supabase_auth_admin', secrets.authPassword)
  const linkSecret = secrets.jwtSecret
  const { smtpPort, supabaseFolder } = options
  const authDb = connect(authUrl, { max: 2 })
  const isNewcomer = async (email: string) => {
    const { rows } = await sql`
      select 1 from auth.users where email = ${email} and last_sign_in_at is not null`.execute(authDb)
    return rows.length === 0
  }
  const mailer = createMailer({ smtpPort, siteUrl, supabaseFolder, linkSecret, isNewcomer })
  const lite = await startLite({ databaseUrl: authUrl, secrets, siteUrl, mailer })
  const storage = await createStorage({
    databaseUrl: urlOf('supabase_storage_admin', secrets.storagePassword),
    folder: options.storageFolder,
    secrets,
    log,
  })
  const admin = createAdminHandler({ db: authDb, secretKey: secrets.secretKey, siteUrl, linkSecret })
  const key = openSigningKey(secrets.signingKey)
  const tokens = createTokens({
    key,
    jwtSecret: secrets.jwtSecret,
    apiKeys: new Set([secrets.publishableKey, secrets.secretKey]),
    isLive: async ({ id, userId }) => {
      const { rows } = await sql`select 1 from auth.sessions
        where id = ${id}::uuid and user_id = ${userId}::uuid
          and (not_after is null or not_after > now())`.execute(authDb)
      return rows.length > 0
    },
  })
  const currentCode = async (email: string) => {
    const { rows } = await sql<{ recovery_token: string | null }>`
      select recovery_token from auth.users where email = ${email}`.execute(authDb)
    return rows[0]?.recovery_token ?? null
  }
  const auth = createAuthHandler({
    lite,
    siteUrl,
    siteOrigins: origins,
    linkSecret,
    tokens,
    jwks: key.jwks,
    currentCode,
  })

  const server = await serveOnLoopback({
    port,
    onError: (error) => log(`gateway: ${error instanceof Error ? error.stack : error}`),
    async handle(req, res) {
      if (answerCors(req, res, origins)) return
      const url = new URL(req.url ?? '/', 'http://127.0.0.1')
      try {
        if (!url.pathname.startsWith('/auth/v1/admin/')) await tokens.admit(req)
        if (url.pathname.startsWith('/auth/v1/admin/')) await admin(req, res, url)
        else if (url.pathname.startsWith('/auth/v1/')) await auth(req, res, url)
        else if (url.pathname.startsWith('/rest/v1/'))
          await sendResponse(res, await lite.fetch(await toRequest(req)))
        else if (url.pathname.startsWith('/storage/v1/')) await storage.handle(req, res, url)
        else sendJson(res, 404, { code: 404, error_code: 'not_found', msg: `Nothing at ${url.pathname}.` })
      } catch (error) {
        if (!(error instanceof BodyError)) throw error
        sendJson(res, error.status, { code: error.status, error_code: 'bad_json', msg: error.message })
      }
    },
  })
  return {
    url: server.url,
    port: server.port,
    async stop() {
      await server.stop()
      await Promise.all([lite.stop(), authDb.destroy(), storage.stop()])
    },
  }
}
