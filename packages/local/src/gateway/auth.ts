import type { IncomingMessage, ServerResponse } from 'node:http'
import { BodyError, parseJsonObject, readBody } from '../http/body.ts'
import { sendJson } from '../http/reply.ts'
import { wantedRedirect } from '../mail/mailer.ts'
import { sendResponse, toRequest } from './forward.ts'
import { Limiter } from './limiter.ts'
import { openToken } from './link-token.ts'
import type { Lite } from './lite.ts'
import type { Tokens } from './tokens.ts'

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
const minuteMs = 60_000
/** How long a code is good for, as lite is told. */
const codeMs = 60 * minuteMs
/** Wrong guesses that one code bears, whoever makes them; then it is void, and its link still works. */
const guessesPerCode = 30

export type AuthHandler = (req: IncomingMessage, res: ServerResponse, url: URL) => Promise<void>

/**
 * Auth as supabase-js expects it, over lite: a mail a minute, guesses counted by the code, `type: 'email'`,
 * `emailRedirectTo`, links whose token cannot be guessed, and tokens signed with ES256. All callers come from this
 * machine, so limits by address stand in the web; here nothing that one caller does shuts another out of a mailbox.
 */
export function createAuthHandler(options: {
  lite: Lite
  siteUrl: string
  siteOrigins: ReadonlySet<string>
  linkSecret: string
  tokens: Tokens
  jwks: object
  /** What tells the code that an address has now from every other; null where it has none. */
  currentCode: (email: string) => Promise<string | null>
}): AuthHandler {
  const { lite, siteUrl, siteOrigins, linkSecret, tokens, jwks, currentCode } = options
  const mails = new Limiter(1, minuteMs)
  const guesses = new Limiter(guessesPerCode, codeMs)

  async function requestMail(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const bytes = await readBody(req, 64 << 10)
    const email = addressIn(parseJsonObject(bytes))
    const wait = mails.waitSeconds(email)
    // As hosted: the code that was just mailed stays good, however often somebody asks for another.
    if (wait > 0) return refuseMail(res, wait)
    mails.count(email)
    const redirectTo = safeRedirect(url.searchParams.get('redirect_to'), siteUrl, siteOrigins)
    const request = await toRequest(req, bytes)
    const response = await wantedRedirect.run(redirectTo, () => lite.fetch(request))
    if (!response.ok) mails.forget(email)
    await sendResponse(res, response)
  }

  async function verify(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = parseJsonObject(await readBody(req, 64 << 10))
    const email = addressIn(body)
    const code = email ? ((await currentCode(email)) ?? `none for ${email}`) : null
    if (code && guesses.waitSeconds(code) > 0) return refuseCode(res)
    if (typeof body.token_hash === 'string') {
      // A token that we did not make cannot be found either; lite gives it the answer of a spent one.
      body.token_hash = openToken(body.token_hash, linkSecret) ?? 'unknown'
    }
    if (body.type === 'email') body.type = 'magiclink'
    // Counted before it is known to be wrong, so that guesses sent side by side do not slip through.
    if (code) guesses.count(code)
    const response = await lite.fetch(await toRequest(req, Buffer.from(JSON.stringify(body))))
    if (!response.ok) return sendResponse(res, response)
    if (code) guesses.forget(code)
    const answer = await tokens.reissue(response)
    mails.forget(await signedInAddress(answer.clone()))
    await sendResponse(res, answer)
  }

  async function token(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    if (url.searchParams.get('grant_type') !== 'refresh_token') return refusePath(res)
    await sendResponse(res, await tokens.reissue(await lite.fetch(await toRequest(req))))
  }

  return async (req, res, url) => {
    const path = url.pathname.slice('/auth/v1/'.length)
    if (path === '.well-known/jwks.json')
      return sendJson(res, 200, jwks, { 'cache-control': 'public, max-age=600' })
    if (!openPaths.has(path)) return refusePath(res)
    if (req.method === 'POST' && (path === 'otp' || path === 'resend')) return requestMail(req, res, url)
    if (path === 'verify') return req.method === 'POST' ? verify(req, res) : refusePath(res)
    if (path === 'token') return token(req, res, url)
    await sendResponse(res, await lite.fetch(await toRequest(req)))
  }
}

/** The address that a body names, or ''. Throws BodyError 400 for something that is none. */
function addressIn({ email = '' }: Record<string, unknown>): string {
  if (typeof email !== 'string') throw new BodyError(400, 'Expected an address as text.')
  return email.trim().toLowerCase()
}

async function signedInAddress(answer: Response): Promise<string> {
  const { user } = (await answer.json()) as { user: { email: string } }
  return user.email
}

/** Only the site itself: anything else leads home, as hosted does for addresses that are not on its list. */
function safeRedirect(wanted: string | null, siteUrl: string, origins: ReadonlySet<string>): string {
  const url = wanted ? URL.parse(wanted) : null
  return url && origins.has(url.origin) ? url.href : siteUrl
}

function refuseMail(res: ServerResponse, waitSeconds: number): void {
  const code = 'over_email_send_rate_limit'
  const msg = `For security purposes, you can only request this after ${waitSeconds} seconds.`
  const headers = { 'retry-after': String(waitSeconds), 'x-sb-error-code': code }
  sendJson(res, 429, { code: 429, error_code: code, msg }, headers)
}

/** A void code and a spent one are the same answer. */
function refuseCode(res: ServerResponse): void {
  const code = 'otp_expired'
  const msg = 'Email link is invalid or has expired'
  sendJson(res, 403, { code: 403, error_code: code, msg }, { 'x-sb-error-code': code })
}

function refusePath(res: ServerResponse): void {
  const code = 'validation_failed'
  const msg = 'This way to sign in is switched off: use a mailed link or code.'
  sendJson(res, 404, { code: 404, error_code: code, msg }, { 'x-sb-error-code': code })
}
