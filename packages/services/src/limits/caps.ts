import type { Tier } from '../queue/queues.ts'

const gib = 1024 ** 3

/**
 * How much of each thing a person may have at one time, by tier. The flag `caps` (`{ "exports.open": { "free": 5 } }`)
 * overrides any of them without a deployment.
 */
export const caps = {
  /** Files that are waiting to be written or being written. */
  'exports.open': { free: 3, paid: 6 },
  /** Signed uploads that still take a file and have made no drawing yet. */
  'uploads.open': { free: 10, paid: 100 },
  /** Event streams, in each web process. */
  'streams.open': { free: 8, paid: 24 },
  /** Bytes in storage, by what really lies there. */
  'storage.bytes': { free: 1 * gib, paid: 20 * gib },
} as const satisfies Record<string, Record<Tier, number>>

/** What all people together may have at one time. */
export const sharedCaps = {
  'exports.open': 60,
  /** In each web process. */
  'streams.open': 1_000,
} as const satisfies Partial<Record<Cap, number>>

export type Cap = keyof typeof caps
export const capNames = Object.keys(caps) as [Cap, ...Cap[]]
