import { isLive } from './live-sessions.ts'
import type { Claims, Session } from './session.ts'

/** Who is signed in with a session that has not ended; null for nobody. Throws where that cannot be told. */
export async function signedIn(session: Session): Promise<Claims | null> {
  const claims = await session.claims()
  return claims && (await isLive(claims)) ? claims : null
}
