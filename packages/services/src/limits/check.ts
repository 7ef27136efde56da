import { asService, hitRateLimit } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { limitsFlagSchema } from '../flags/flags.ts'
import { readFlag } from '../flags/read.ts'
import type { Tier } from '../queue/queues.ts'
import { type LimitedEndpoint, limits } from './limits.ts'

export type LimitAnswer = {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Seconds until at least one more is allowed (when refused), or until the window is empty. */
  readonly resetSeconds: number
}

/**
 * Counts one use of `endpoint` by `subject` (a user id or a client address) against a sliding window shared by
 * all processes. If the table cannot be reached, `auth.*` answers refused and everything else allowed, with a
 * log line either way.
 */
export async function checkLimit(
  ctx: ServiceContext,
  { endpoint, subject, tier = 'free' }: { endpoint: LimitedEndpoint; subject: string; tier?: Tier },
): Promise<LimitAnswer> {
  const standard = limits[endpoint][tier]
  try {
    return await asService(ctx.db, async (tx) => {
      const flag = await readFlag(tx, 'limits', limitsFlagSchema, ctx.log)
      const { limit, windowSeconds } = flag?.[endpoint]?.[tier] ?? standard
      const hit = await hitRateLimit(tx, { key: `${endpoint}:${subject}`, limit, windowSeconds })
      return { limit, allowed: hit.allowed, remaining: hit.remaining, resetSeconds: hit.resetSeconds }
    })
  } catch (error) {
    const allowed = !endpoint.startsWith('auth.')
    ctx.log('error', 'limits.unavailable', { endpoint, allowed, message: String(error) })
    return { allowed, limit: standard.limit, remaining: allowed ? standard.limit : 0, resetSeconds: 60 }
  }
}
