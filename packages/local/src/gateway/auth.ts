import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJsonObject, readBody } from '../http/body.ts'
import { sendJson } from '../http/reply.ts'
import { wantedRedirect } from '../mail/mailer.ts'
import { sendResponse, toRequest } from './forward.ts'
import { Limiter } from './limiter.ts'
import { openToken } from './link-token.ts'
import type { Lite } from './lite.ts'

/** The parts of hosted auth that this product uses. Passwords and other providers stay shut. */
const openPaths = new Set([
  'otp',
  'verify',
  'resend',
  'token',
  'user',
  'logout',
  'settings',
  'health',
  'reauthenticate',
])
const quarterHourMs = 15 * 60_000

export type AuthHandler = (req: IncomingMessage, res: ServerResponse, url: URL) => Promise<void>

/**
 * Auth as supabase-js expects it, over lite: limits on mails and on guesses, `type: 'email'`, `emailRedirectTo`,
 * and links whose token cannot be guessed.
 */
export function createAuthHandler(options: {
  lite: Lite
  siteUrl: string
  siteOrigins: ReadonlySet<string>
  linkSecret: string
}): AuthHandler {
  const { lite, siteUrl, siteOrigins, linkSecret } = options
  const mails = new Limiter(30, quarterHourMs)
  const guesses = new Limiter(10, quarterHourMs)

  async function requestMail(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const bytes = await readBody(req, 64 << 10)
    const email = addressIn(parseJsonObject(bytes))
    const wait = mails.waitSeconds(email)
    if (wait > 0) return refuse(res, wait, 'over_email_send_rate_limit', 'Too many mails to this address.')
    mails.count(email)
    const redirectTo = safeRedirect(url.searchParams.get('redirect_to'), siteUrl, siteOrigins)
    const request = await toRequest(req, bytes)
    await sendResponse(res, await wantedRedirect.run(redirectTo, () => lite.fetch(request)))
  }

  async function verify(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = parseJsonObject(await readBody(req, 64 << 10))
    const email = addressIn(body)
    const wait = email ? guesses.waitSeconds(email) : 0
    if (wait > 0)
      return refuse(res, wait, 'over_request_rate_limit', 'Too many wrong codes for this address.')
    if (typeof body.token_hash === 'string') {
      // A token that we did not make cannot be found either; lite gives it the answer of a spent one.
      body.token_hash = openToken(body.token_hash, linkSecret) ?? 'unknown'
    }
    if (body.type === 'email') body.type = 'magiclink'
    // Counted before it is known to be wrong, so that guesses sent side by side do not slip through.
    if (email) guesses.count(email)
    const response = await lite.fetch(await toRequest(req, Buffer.from(JSON.stringify(body))))
    if (response.ok && email) guesses.forget(email)
    await sendResponse(res, response)
  }

  async function token(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    if (url.searchParams.get('grant_type') !== 'refresh_token') return refusePath(res)
    await sendResponse(res, await lite.fetch(await toRequest(req)))
  }

  return async (req, res, url) => {
    const path = url.pathname.slice('/auth/v1/'.length)
    if (!openPaths.has(path)) return refusePath(res)
    if (req.method === 'POST' && (path === 'otp' || path === 'resend')) return requestMail(req, res, url)
    if (path === 'verify') return req.method === 'POST' ? verify(req, res) : refusePath(res)
    if (path === 'token') return token(req, res, url)
    await sendResponse(res, await lite.fetch(await toRequest(req)))
  }
}

function addressIn(body: Record<string, unknown>): string {
  return typeof body.email === 'string' ? body.email.trim().toLowerCase() : ''
}

/** Only the site itself: anything else leads home, as hosted does for addresses that are not on its list. */
function safeRedirect(wanted: string | null, siteUrl: string, origins: ReadonlySet<string>): string {
  const url = wanted ? URL.parse(wanted) : null
  return url && origins.has(url.origin) ? url.href : siteUrl
}

function refuse(res: ServerResponse, waitSeconds: number, code: string, msg: string): void {
  const headers = { 'retry-after': String(waitSeconds), 'x-sb-error-code': code }
  sendJson(res, 429, { code: 429, error_code: code, msg }, headers)
}

function refusePath(res: ServerResponse): void {
  const code = 'validation_failed'
  const msg = 'This way to sign in is switched off: use a mailed link or code.'
  sendJson(res, 404, { code: 404, error_code: code, msg }, { 'x-sb-error-code': code })
}
