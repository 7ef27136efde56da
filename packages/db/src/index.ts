/** The database: connection, transactions in a role, and the queries of each table. */

// For scripts, which have no Kysely of their own.
export { sql } from 'kysely'
export type * from './database.gen.ts'
export { createDatabase, type Database, type Db, type Tx } from './database.ts'
export { holdName, isNameHeld } from './hold-name.ts'
export { databaseLimits } from './limits.ts'
export { type Listener, listen } from './listen.ts'
export { ping } from './ping.ts'
export { applyCredit, type CreditChange, type CreditOutcome, findCredits } from './queries/credits.ts'
export { deleteExpiredRateLimits, forgetHit, hitRateLimit, type RateLimitHit } from './queries/rate-limits.ts'
export { findLiveSessions } from './queries/sessions.ts'
export {
  deleteOldSignInCodes,
  forgetSignInCode,
  guessSignInCode,
  startSignInCode,
  unguessSignInCode,
} from './queries/sign-in-codes.ts'
export { asService, asUser } from './roles.ts'
export type { KeptSession } from './session.ts'
export { isUnreachable } from './unreachable.ts'
