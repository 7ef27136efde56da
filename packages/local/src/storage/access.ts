import type { IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import type { Db, Tx } from '../database/connect.ts'
import { type Claims, isSame, verifyToken } from '../gateway/jwt.ts'
import type { Secrets } from '../secrets.ts'
import { StorageError } from './error.ts'

/** Whom a request speaks for: the role and claims that the policies will see. */
export interface Actor {
  role: 'anon' | 'authenticated' | 'service_role'
  claims: Claims
}

/**
 * Reads the actor from the `apikey` and the bearer token, as hosted does. Throws StorageError for no key, an unknown
 * one, a forged or expired token, and for the secret key sent by a browser.
 */
export function actorOf(req: IncomingMessage, secrets: Secrets): Actor {
  const bearer = /^Bearer\s+(.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? ''
  const key = String(req.headers.apikey ?? bearer)
  const isSecret = isSame(key, secrets.secretKey)
  if (!isSecret && !isSame(key, secrets.publishableKey)) {
    throw new StorageError(401, 'Unauthorized', 'Invalid API key')
  }
  if (isSecret && /^\s*Mozilla\//i.test(req.headers['user-agent'] ?? '')) {
    throw new StorageError(401, 'Unauthorized', 'Forbidden use of secret API key in browser')
  }
  if (bearer && bearer !== key) return userOf(bearer, secrets.jwtSecret)
  const role = isSecret ? 'service_role' : 'anon'
  return { role, claims: { role } }
}

function userOf(token: string, jwtSecret: string): Actor {
  const claims = verifyToken(token, jwtSecret)
  if (claims?.role !== 'authenticated' || typeof claims.sub !== 'string') {
    throw new StorageError(403, 'Unauthorized', 'Invalid or expired token')
  }
  return { role: 'authenticated', claims }
}

/** The owner that new objects get. */
export function ownerOf(actor: Actor): string | null {
  return typeof actor.claims.sub === 'string' ? actor.claims.sub : null
}

/** Runs `work` in a transaction in which the policies apply as for the actor. */
export async function asActor<T>(db: Db, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await become(tx, actor)
    return work(tx)
  })
}

/** From here to its end, the transaction runs with the actor's role and claims. */
export async function become(tx: Tx, actor: Actor): Promise<void> {
  await sql`select set_config('role', ${actor.role}, true),
    set_config('request.jwt.claim.sub', ${ownerOf(actor) ?? ''}, true),
    set_config('request.jwt.claims', ${JSON.stringify(actor.claims)}, true)`.execute(tx)
}
