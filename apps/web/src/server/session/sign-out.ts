import { DomainError } from '@plotline/services'
import { isAuthRetryableFetchError } from '@supabase/supabase-js'
import { noteEnded } from './live-sessions.ts'
import type { Session } from './session.ts'

/**
 * Ends the session here, or every session of its user. A session that is over already is no error. Its cookies
 * go in any case; throws `unavailable` where the other sessions could not be ended.
 */
export async function signOut(session: Session, scope: 'local' | 'global'): Promise<void> {
  const claims = await session.claims().catch(() => null)
  const { error } = await session.auth.signOut({ scope })
  if (claims) noteEnded(claims.userId)
  if (!error) return
  session.clear()
  if (isAuthRetryableFetchError(error)) throw new DomainError('unavailable')
}
