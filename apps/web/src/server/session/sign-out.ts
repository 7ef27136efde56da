import { DomainError } from '@plotline/services'
import { isAuthRetryableFetchError } from '@supabase/supabase-js'
import type { Session } from './session.ts'

/**
 * Ends the session here, or every session of its user. A session that is over already is no error. Its cookies
 * go in any case; throws `unavailable` where the other sessions could not be ended.
 */
export async function signOut(session: Session, scope: 'local' | 'global'): Promise<void> {
  const { error } = await session.auth.signOut({ scope })
  if (!error) return
  session.clear()
  if (isAuthRetryableFetchError(error)) throw new DomainError('unavailable')
}
