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

/** One thing done by one subject: a mailbox or a user, or a hash of where somebody comes from. */
export type Use = { endpoint: LimitedEndpoint; subject: string; tier?: Tier }

/**
 * Counts one use in each of these windows, which all processes share, or in none: what one window refuses counts
 * nowhere else. Answers them in order, or the refusal alone. If the table cannot be reached, `auth.*` answers refused and
 * everything else allowed, with a log line either way.
 */
export async function checkLimits(ctx: ServiceContext, uses: readonly Use[]): Promise<LimitAnswer[]> {
  try {
    return await asService(ctx.db, async (tx) => {
      const answers: LimitAnswer[] = []
      for (const use of uses) {
        const answer = await hitLimit(ctx, tx, use)
        if (!answer.allowed) throw new Refused(answer)
        answers.push(answer)
      }
      return answers
    })
  } catch (error) {
    if (error instanceof Refused) return [error.answer]
    return uses.map(({ endpoint, tier = 'free' }) => {
      const allowed = !endpoint.startsWith('auth.')
      ctx.log('error', 'limits.unavailable', { endpoint, allowed, message: String(error) })
      const { limit } = limits[endpoint][tier]
      return { allowed, limit, remaining: allowed ? limit : 0, resetSeconds: 60, at: null }
    })
  }
}

/** `checkLimits` for one window. */
export async function checkLimit(ctx: ServiceContext, use: Use): Promise<LimitAnswer> {
  const [answer] = await checkLimits(ctx, [use])
  if (!answer) throw new Error('one use has one answer, got none')
  return answer
}

/** Carries a refusal out of the transaction, so that nothing counted before it stays. */
class Refused extends Error {
  readonly answer: LimitAnswer
  constructor(answer: LimitAnswer) {
    super('refused')
    this.answer = answer
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
