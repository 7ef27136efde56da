import type { Tier } from '../queue/queues.ts'

export type Limit = { readonly limit: number; readonly windowSeconds: number }

const minute = 60
const hour = 3600
const day = 24 * hour

/**
 * How often each thing may be done, by tier. `subject` is the user's mailbox, or the client's address where nobody is
 * signed in. Endpoints whose names start with `auth.` are refused when the limit cannot be checked; the rest
 * go through. The flag `limits` (`{ "jobs.create": { "free": { "limit": 9, "windowSeconds": 3600 } } }`)
 * overrides any of them without a deployment.
 */
export const limits = {
  /** Requests of a person that may be refused for free: what was let through is counted by its own name. */
  attempts: both(300, minute),
  /** Free credits given to one address, or one IPv6 /64: a class behind one address has theirs. */
  'grants.address': both(30, day),
  /** The same for the IPv6 /48 around it, which one customer has whole. */
  'grants.prefix': both(60, day),
  /** By address, so that a class behind one can sign in; `auth.mailbox` is by address and mailbox together. */
  'auth.magic-link': both(30, 15 * minute),
  'auth.mailbox': both(5, 15 * minute),
  /** Attempts that failed, by address; `auth.guess` is by address and code. No limit is by the mailbox alone. */
  'auth.confirm': both(30, 15 * minute),
  'auth.guess': both(10, hour),
  'uploads.create': { free: { limit: 10, windowSeconds: hour }, paid: { limit: 200, windowSeconds: hour } },
  'jobs.create': { free: { limit: 5, windowSeconds: hour }, paid: { limit: 120, windowSeconds: hour } },
  'jobs.read': both(600, minute),
  'jobs.watch': both(120, minute),
  'jobs.download': { free: { limit: 60, windowSeconds: hour }, paid: { limit: 600, windowSeconds: hour } },
  'jobs.remove': both(120, hour),
  'pdf.export': { free: { limit: 20, windowSeconds: hour }, paid: { limit: 200, windowSeconds: hour } },
  'credits.read': both(300, minute),
  'credits.checkout': both(20, hour),
  'credits.confirm': both(60, hour),
  'profile.read': both(300, minute),
  'profile.write': both(30, hour),
} as const satisfies Record<string, Record<Tier, Limit>>

export type LimitedEndpoint = keyof typeof limits
export const limitedEndpoints = Object.keys(limits) as [LimitedEndpoint, ...LimitedEndpoint[]]

function both(limit: number, windowSeconds: number): Record<Tier, Limit> {
  return { free: { limit, windowSeconds }, paid: { limit, windowSeconds } }
}
