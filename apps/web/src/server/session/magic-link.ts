import { DomainError, mailSignInCode, type ServiceContext } from '@plotline/services'
import { createClient, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { env } from '../env.ts'
import { mailboxOf } from '../http/limit.ts'
import { log } from '../log.ts'
import { safeNext } from './next-path.ts'

/** How many mails may be under way in one process; where there are more, everybody alike is told to come back. */
const mostUnderWay = 100
const timeoutMs = 20_000
const underWay = new Set<Promise<void>>()

/**
 * Mails a sign-in link and code, where the mailbox has no young one that is unused. A new address gets its account when
 * it signs in for the first time. The answer does not wait for the mail: making an account takes longer than finding
 * one, the more so under load, and what becomes of a mail depends on what the address did before. What is the same for every address is told: throws `unavailable` where
 * auth cannot be reached, or so many mails are under way that this one would not be soon.
 */
export async function sendMagicLink(
  ctx: ServiceContext,
  wish: { email: string; next?: string },
): Promise<void> {
  if (underWay.size >= mostUnderWay) throw cannotMail()
  if (!(await isAuthUp())) throw cannotMail()
  const sending = mailSignInCode(ctx, mailboxOf(wish.email), () => send(wish))
    .then(() => undefined)
    .catch((error) => log('error', 'auth.mail_failed', { message: String(error) }))
    .finally(() => underWay.delete(sending))
  underWay.add(sending)
}

/** Settles when no mail is under way any more. */
export async function mailsAreOut(): Promise<void> {
  await Promise.all(underWay)
}

/** A refusal is logged with its code, which holds no address. */
async function send({ email, next }: { email: string; next?: string }): Promise<void> {
  const { supabaseUrl, publishableKey, siteUrl } = env()
  // No PKCE: the link is opened wherever the mail is read, which need not be where it was asked for.
  const { auth } = createClient(supabaseUrl, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: 'implicit' },
    global: { fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }) },
  })
  const { error } = await auth.signInWithOtp({
    email,
    options: { emailRedirectTo: `${siteUrl}${safeNext(next, siteUrl)}` },
  })
  if (!error) return
  log('warn', 'auth.mail_refused', { code: error.code ?? error.name, status: error.status })
  if (hasNotLeft(error)) throw error
}

/**
 * Whether the mail is known not to have been sent, so that the next request mails at once: auth failed, did not answer
 * (a status of 0), or had sent as many as it may, to everybody or to this one.
 */
function hasNotLeft(error: { status?: number | undefined }): boolean {
  const { status = 500 } = error
  return isAuthRetryableFetchError(error) || status >= 500 || status === 429
}

/** One question that names nobody. */
async function isAuthUp(): Promise<boolean> {
  const { supabaseUrl, publishableKey } = env()
  try {
    const response = await fetch(`${supabaseUrl}/auth/v1/health`, {
      headers: { apikey: publishableKey },
      signal: AbortSignal.timeout(timeoutMs / 2),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

function cannotMail(): DomainError {
  return new DomainError('unavailable', 'No mail can be sent at the moment.')
}
