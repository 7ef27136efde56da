import { log } from '../log.ts'
import { openSession } from './session.ts'
import { signOut } from './sign-out.ts'

/**
 * Ends the session that a request came with, now that another has taken its cookies: nobody holds it any more.
 * Where that fails the new one stands all the same.
 */
export async function endReplaced(cookieHeader: string | null): Promise<void> {
  const replaced = openSession(cookieHeader)
  try {
    if (await replaced.claims()) await signOut(replaced, 'local')
  } catch (error) {
    log('warn', 'auth.replaced_not_ended', { message: String(error) })
  }
}
