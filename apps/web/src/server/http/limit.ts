import { createHash } from 'node:crypto'
import {
  checkLimits,
  DomainError,
  forgetUse,
  hitLimit,
  type LimitAnswer,
  type ServiceContext,
  type Tier,
  type Tx,
  type Use,
} from '@plotline/services'
import { env } from '../env.ts'
import { clientAddress } from './client-address.ts'

/** The uses of one request: counted at once or by whoever lets the request through, and taken back if it is refused. */
export type Uses = {
  /** Counts one use, in the caller's transaction where one is given. Throws `rate_limited`; the headers say so either way. */
  count: (tx?: Tx) => Promise<void>
  /** Takes back what `count` counted. */
  takeBack: () => Promise<void>
}

/** What one request may use: counted in each of these windows or in none. The answer's headers are kept in `added`. */
export function usesOf(
  ctx: ServiceContext,
  wanted: readonly Omit<Use, 'tier'>[],
  { tier, added }: { tier: Tier; added: Headers },
): Uses {
  const uses = wanted.map((use) => ({ ...use, tier }))
  let counted: (Use & { at: string })[] = []
  let shown: LimitAnswer | undefined
  const show = (answer: LimitAnswer) => {
    for (const [name, value] of Object.entries(limitHeaders(answer))) added.set(name, value)
  }
  return {
    count: async (tx) => {
      // In the caller's transaction a refusal, thrown, rolls back what was counted before it.
      const answers: LimitAnswer[] = tx ? [] : await checkLimits(ctx, uses)
      if (tx) for (const use of uses) answers.push(await hitLimit(ctx, tx, use))
      shown = answers.toSorted(
        (a, b) => Number(a.allowed) - Number(b.allowed) || a.remaining - b.remaining,
      )[0]
      if (!shown) return
      show(shown)
      if (!shown.allowed) throw limitError(shown)
      if (!tx)
        counted = uses.flatMap((use, index) =>
          answers[index]?.at ? [{ ...use, at: answers[index].at }] : [],
        )
    },
    takeBack: async () => {
      const back = counted
      counted = []
      for (const use of back) await forgetUse(ctx, use)
      if (back.length > 0 && shown?.allowed) show({ ...shown, remaining: shown.remaining + 1 })
    },
  }
}

/** Where it is used up: when to come back, as a sentence. */
function limitError({ resetSeconds }: LimitAnswer): DomainError {
  const seconds = Math.max(1, Math.ceil(resetSeconds))
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`
  return new DomainError('rate_limited', `Try again in ${wait}.`)
}

/** `RateLimit-Reset` counts seconds from now, `X-RateLimit-Reset` is a time in seconds since 1970, as each name is used. */
function limitHeaders({ allowed, limit, remaining, resetSeconds }: LimitAnswer): Record<string, string> {
  const seconds = Math.max(1, Math.ceil(resetSeconds))
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(seconds),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + seconds),
    ...(allowed ? {} : { 'retry-after': String(seconds) }),
  }
}

/** The network a request comes from, as the tables know it. */
export function askerOf(headers: Headers): string {
  return `address:${hashed(clientAddress(headers, env().trustedProxyHops))}`
}

/** A mailbox that somebody names before they are signed in, as the tables know it. */
export function mailboxOf(email: string): string {
  return `email:${hashed(email)}`
}

/** An address as the tables hold it: of one length, and nothing to anybody without our secret. */
export function hashed(value: string): string {
  return createHash('sha256')
    .update(`${env().secretKey}:${value.toLowerCase()}`)
    .digest('base64url')
    .slice(0, 24)
}
