import type { Queue } from 'pg-boss'

/** What one delivery carries: which of our jobs to draw. */
export type DrawMessage = { readonly jobId: string }

/** What one delivery carries: which export to write. */
export type WriteMessage = { readonly exportId: string }

/**
 * Every queue and how it behaves. How often a drawing is tried our own count says (`countFailure`), for pg-boss counts
 * the death of a worker too. What a dead worker held is handed back by the living (`handBackLost`); the heartbeat is
 * the net below. What the queue gives up lands in `draw-dead`, where it is turned into a failed, refunded job.
 * Scheduled queues are `exclusive`: however many workers run, one of each waits or runs at a time.
 */
export const queues = [
  {
    name: 'draw-dead',
    policy: 'standard',
    retryLimit: 10,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 300,
  },
  {
    name: 'draw',
    policy: 'standard',
    deadLetter: 'draw-dead',
    retryLimit: 1000,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 20,
    expireInSeconds: 15 * 60,
    heartbeatSeconds: 15,
    notify: true,
  },
  { name: 'write-dead', policy: 'standard', retryLimit: 10, retryDelay: 5, retryBackoff: true },
  {
    name: 'write',
    policy: 'standard',
    deadLetter: 'write-dead',
    retryLimit: 5,
    retryDelay: 1,
    expireInSeconds: 5 * 60,
    heartbeatSeconds: 15,
    notify: true,
  },
  { name: 'expire', policy: 'exclusive', retryLimit: 3, retryDelay: 60, expireInSeconds: 30 * 60 },
  { name: 'sweep', policy: 'exclusive', retryLimit: 0, expireInSeconds: 5 * 60 },
  { name: 'reconcile', policy: 'exclusive', retryLimit: 3, retryDelay: 60, expireInSeconds: 30 * 60 },
] as const satisfies readonly Queue[]
/** The queues of what people wait for: drawings, and the files made of them. */
export const workQueues = ['draw', 'write'] as const satisfies readonly (typeof queues)[number]['name'][]

export type QueueName = (typeof queues)[number]['name']

/** When the scheduled queues run, in UTC. */
export const schedules = [
  { queue: 'expire', cron: '17 * * * *' },
  { queue: 'sweep', cron: '* * * * *' },
  { queue: 'reconcile', cron: '43 * * * *' },
] as const satisfies readonly { queue: QueueName; cron: string }[]

/** Who waits less: a paying user's jobs go first, and three of them may run at once, over all workers. */
export const tiers = {
  free: { priority: 0, atOnce: 1 },
  paid: { priority: 10, atOnce: 3 },
} as const
export type Tier = keyof typeof tiers

/** Priorities below are those of short drawings, from here on those of long ones. */
const longFrom = 100
/** Of what one person has waiting, each goes behind the first of everybody else; from the tenth on it makes no difference. */
const mostTurns = 9

/**
 * The priority of a delivery: long drawings before short ones, for only some lanes take them at all and those would
 * otherwise never get to them; then by tier; then by how many the same person has waiting already.
 */
export function priorityOf({
  tier,
  isLong,
  waiting,
}: {
  tier: Tier
  isLong: boolean
  waiting: number
}): number {
  return (isLong ? longFrom : 0) + tiers[tier].priority + mostTurns - Math.min(mostTurns, waiting)
}

/** How a worker takes deliveries from `draw`. NOTIFY wakes it; without polling delayed retries would stall. */
const drawWork = {
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
  heartbeatRefreshSeconds: 4,
  groupConcurrency: {
    default: tiers.free.atOnce,
    tiers: Object.fromEntries(Object.entries(tiers).map(([tier, { atOnce }]) => [tier, atOnce])),
  },
}

/** How a worker takes deliveries from `write`, one of a person's at a time: somebody waits for each. */
export const writeWork = {
  pollingIntervalSeconds: 1,
  notifyPollingIntervalSeconds: 1,
  heartbeatRefreshSeconds: 4,
  groupConcurrency: { default: 1 },
}

/** How many of one person run at once in each queue that has such a limit; held where deliveries are claimed. */
export const groupLimits: Record<string, { default: number; tiers?: Record<string, number> }> = {
  draw: drawWork.groupConcurrency,
  write: writeWork.groupConcurrency,
}

/**
 * The lanes of a worker that is to draw `concurrency` at a time: that many take anything, long drawings first, and one
 * more for every four takes short ones alone, so that nobody's short drawing waits for others' long ones.
 */
export function lanesOf(concurrency: number) {
  return [
    { ...drawWork, localConcurrency: concurrency },
    { ...drawWork, localConcurrency: Math.ceil(concurrency / 4), maxPriority: longFrom - 1 },
  ]
}

/** How many drawings a worker has under way at most. */
export function lanesCount(concurrency: number): number {
  return lanesOf(concurrency).reduce((sum, { localConcurrency }) => sum + localConcurrency, 0)
}

/** The schema pg-boss lives in. */
export const queueSchema = 'pgboss'
