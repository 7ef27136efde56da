import { createHash } from 'node:crypto'
import {
  checkLimit,
  DomainError,
  type LimitAnswer,
  type LimitedEndpoint,
  type ServiceContext,
} from '@plotline/services'
import { env } from '../env.ts'

type Subject = { kind: 'user' | 'address' | 'email'; value: string }

/**
 * Counts one use and answers the headers that say so; throws `rate_limited` with the same headers beside it.
 * Addresses go to the table as hashes salted with a secret of ours: it holds nothing personal.
 */
export async function countUse(
  ctx: ServiceContext,
  endpoint: LimitedEndpoint,
  subjects: readonly Subject[],
  tier: 'free' | 'paid',
): Promise<{ headers: Record<string, string>; allowed: boolean }> {
  const answers: LimitAnswer[] = []
  for (const { kind, value } of subjects) {
    const subject = kind === 'user' ? value : `${kind}:${hashed(value)}`
    answers.push(await checkLimit(ctx, { endpoint, subject, tier }))
  }
  const [tightest] = answers.toSorted(
    (a, b) => Number(a.allowed) - Number(b.allowed) || a.remaining - b.remaining,
  )
  if (!tightest) return { headers: {}, allowed: true }
  return { headers: limitHeaders(tightest), allowed: tightest.allowed }
}

/** Where it is used up: when to come back, as a sentence. */
export function limitError(headers: Record<string, string>): DomainError {
  const seconds = Number(headers['retry-after'])
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

function hashed(value: string): string {
  return createHash('sha256')
    .update(`${env().secretKey}:${value.toLowerCase()}`)
    .digest('base64url')
    .slice(0, 24)
}
