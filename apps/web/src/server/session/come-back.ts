import type { SignInRefusal } from './refusals.ts'
import type { Session } from './session.ts'

/**
 * Signs the session in with what an identity provider sent the browser back with (RFC 6749, 4.1.2). Answers why not,
 * or null: the person said no there, the provider could not, or the code is not one of this browser's.
 */
export async function comeBack(
  session: Session,
  { code, error }: { code?: string; error?: string },
): Promise<SignInRefusal | null> {
  if (error === 'access_denied') return 'access_denied'
  if (error) return 'provider_failed'
  if (!code) return 'invalid_token'
  const exchanged = await session.auth.exchangeCodeForSession(code)
  return exchanged.error ? 'invalid_token' : null
}
