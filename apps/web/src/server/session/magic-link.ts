import { DomainError } from '@plotline/services'
import { createClient, isAuthApiError } from '@supabase/supabase-js'
import { env } from '../env.ts'
import { log } from '../log.ts'
import { safeNext } from './next-path.ts'

/** Answers leave only on this beat, so that the time one took does not tell whether the address has an account. */
const beatMs = 500

/** Refusals that depend on what the address did before: to the caller they are an answer like any other. */
const quietCodes = new Set(['over_email_send_rate_limit', 'user_banned', 'signup_disabled', 'otp_disabled'])

/**
 * Mails a sign-in link and code. A new address gets its account when it signs in for the first time.
 * Throws `invalid_request` for an address that takes no mail and `unavailable` when none can be sent.
 */
export async function sendMagicLink({ email, next }: { email: string; next?: string }): Promise<void> {
  const { supabaseUrl, publishableKey, siteUrl } = env()
  const startedAt = performance.now()
  // No PKCE: the link is opened wherever the mail is read, which need not be where it was asked for.
  const { auth } = createClient(supabaseUrl, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: 'implicit' },
    global: { fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(20_000) }) },
  })
  const { error } = await auth.signInWithOtp({
    email,
    options: { emailRedirectTo: `${siteUrl}${safeNext(next, siteUrl)}` },
  })
  await untilNextBeat(startedAt)
  if (!error) return
  log('warn', 'auth.mail_refused', { code: error.code ?? error.name, status: error.status })
  if (quietCodes.has(error.code ?? '')) return
  if (error.code === 'email_address_invalid' || error.code === 'validation_failed') {
    throw new DomainError('invalid_request', undefined, [
      { path: 'email', message: 'This address takes no mail.' },
    ])
  }
  if (isAuthApiError(error) && error.status === 429) throw new DomainError('rate_limited')
  throw new DomainError('unavailable', 'No mail can be sent at the moment.')
}

function untilNextBeat(startedAt: number): Promise<void> {
  const elapsed = performance.now() - startedAt
  return new Promise((resolve) => setTimeout(resolve, beatMs - (elapsed % beatMs)))
}
