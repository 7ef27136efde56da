import { asService, deleteExpiredRateLimits } from '@plotline/db'
import type { ServiceContext } from '../context.ts'

/** Removes rate limit windows that are empty by now; answers how many. */
export function expireLimits(ctx: ServiceContext): Promise<number> {
  return asService(ctx.db, (tx) => deleteExpiredRateLimits(tx))
}
