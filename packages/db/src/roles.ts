import type { Database, Tx } from './database.ts'
import { withSettings } from './role-driver.ts'

/**
 * Runs `work` in one transaction as that user: role `authenticated` with the claims of their token, so that grants and
 * policies hold exactly as they do behind the HTTP API.
 */
export function asUser<T>(db: Database, userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withRole(db, 'authenticated', { sub: userId, role: 'authenticated' }, work)
}

/** Runs `work` in one transaction as the server: role `service_role`, past the policies but within its grants. */
export function asService<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withRole(db, 'service_role', { role: 'service_role' }, work)
}

function withRole<T>(
  db: Database,
  role: 'authenticated' | 'service_role',
  claims: { sub?: string; role: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  // Hosted auth.uid() reads the single settings first and the JSON second; both are set so that they cannot disagree.
  // Local to the transaction: nothing leaks to the pool's next user.
  const settings = {
    role,
    'request.jwt.claim.sub': claims.sub ?? '',
    'request.jwt.claim.role': claims.role,
    'request.jwt.claims': JSON.stringify(claims),
  }
  return withSettings(settings, () => db.transaction().execute(work))
}
