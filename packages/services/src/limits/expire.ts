import { asService, deleteExpiredRateLimits, deleteOldSignInCodes } from '@plotline/db'
import type { ServiceContext } from '../context.ts'

/** Removes rate limit windows that are empty by now, and codes of yesterday; answers how many windows. */
export function expireLimits(ctx: ServiceContext): Promise<number> {
  return asService(ctx.db, async (tx) => {
    await deleteOldSignInCodes(tx)
    return deleteExpiredRateLimits(tx)
  })
}
