import { createHash } from 'node:crypto'
import {
  checkLimit,
  DomainError,
  forgetUse,
  hitLimit,
  type LimitAnswer,
  type LimitedEndpoint,
  type ServiceContext,
  type Tier,
  type Tx,
} from '@plotline/services'
import { env } from '../env.ts'

type Subject = { kind: 'user' | 'address' | 'email'; value: string }

/** The uses of one request: counted at once or by whoever lets the request through, and taken back if it is refused. */
export type Uses = {
  /** Counts one use, in the caller's transaction where one is given. Throws `rate_limited`; the headers say so either way. */
  count: (tx?: Tx) => Promise<void>
  /** Takes back what `count` counted. */
  takeBack: () => Promise<void>
}

/**
 * What one request may use of an endpoint's limit; the answer's headers are kept in `added`. Addresses go to the table
 * as hashes salted with a secret of ours: it holds nothing personal.
 */
export function usesOf(
  ctx: ServiceContext,
  endpoint: LimitedEndpoint,
  subjects: readonly Subject[],
  { tier, added }: { tier: Tier; added: Headers },
): Uses {
  let counted: { subject: string; at: string }[] = []
  let shown: LimitAnswer | undefined
  const show = (answer: LimitAnswer) => {
    for (const [name, value] of Object.entries(limitHeaders(answer))) added.set(name, value)
  }
  return {
    count: async (tx) => {
      const answers: LimitAnswer[] = []
      for (const { kind, value } of subjects) {
        const subject = kind === 'user' ? value : `${kind}:${hashed(value)}`
        const use = { endpoint, subject, tier }
        const answer = await (tx ? hitLimit(ctx, tx, use) : checkLimit(ctx, use))
        answers.push(answer)
        if (answer.at && !tx) counted.push({ subject, at: answer.at })
      }
      shown = answers.toSorted(
        (a, b) => Number(a.allowed) - Number(b.allowed) || a.remaining - b.remaining,
      )[0]
      if (!shown) return
      show(shown)
      if (!shown.allowed) throw limitError(shown)
    },
    takeBack: async () => {
      const back = counted
      counted = []
      for (const { subject, at } of back) await forgetUse(ctx, { endpoint, subject, at })
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

/** An address as the tables hold it: of one length, and nothing to anybody without our secret. */
export function hashed(value: string): string {
  return createHash('sha256')
    .update(`${env().secretKey}:${value.toLowerCase()}`)
    .digest('base64url')
    .slice(0, 24)
}
