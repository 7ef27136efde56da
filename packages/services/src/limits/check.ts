import { asService, forgetHit, hitRateLimit, type Tx } from '@plotline/db'
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
  /** Which use it was, to take it back by; null where none was counted. */
  readonly at: string | null
}

type Use = { endpoint: LimitedEndpoint; subject: string; tier?: Tier }

/**
 * Counts one use of `endpoint` by `subject` (a mailbox or a client address) against a sliding window shared by
 * all processes. If the table cannot be reached, `auth.*` answers refused and everything else allowed, with a
 * log line either way.
 */
export async function checkLimit(ctx: ServiceContext, use: Use): Promise<LimitAnswer> {
  const { endpoint, tier = 'free' } = use
  const standard = limits[endpoint][tier]
  try {
    return await asService(ctx.db, (tx) => hitLimit(ctx, tx, use))
  } catch (error) {
    const allowed = !endpoint.startsWith('auth.')
    ctx.log('error', 'limits.unavailable', { endpoint, allowed, message: String(error) })
    const remaining = allowed ? standard.limit : 0
    return { allowed, limit: standard.limit, remaining, resetSeconds: 60, at: null }
  }
}

/** The same within a transaction: what is rolled back was not counted. */
export async function hitLimit(
  ctx: ServiceContext,
  tx: Tx,
  { endpoint, subject, tier = 'free' }: Use,
): Promise<LimitAnswer> {
  const flag = await readFlag(tx, 'limits', limitsFlagSchema, ctx.log)
  const { limit, windowSeconds } = flag?.[endpoint]?.[tier] ?? limits[endpoint][tier]
  return { limit, ...(await hitRateLimit(tx, { key: `${endpoint}:${subject}`, limit, windowSeconds })) }
}

/** Takes a counted use back, because it was refused after all: only what was let through counts. */
export async function forgetUse(
  ctx: ServiceContext,
  { endpoint, subject, at }: { endpoint: LimitedEndpoint; subject: string; at: string },
): Promise<void> {
  try {
    await asService(ctx.db, (tx) => forgetHit(tx, { key: `${endpoint}:${subject}`, at }))
  } catch (error) {
    ctx.log('error', 'limits.unavailable', { endpoint, message: String(error) })
  }
}
