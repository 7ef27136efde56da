import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase, sql } from '../../../packages/db/src/index.ts'

type Seen = { id: string; attempt: number; status: string; percent: number; losses: number }
type Watched = Seen & { since: number; readonly part: string }

/** A site that is not back by then is gone for good. */
const patienceMs = 180_000

/** How long a site that was hit takes until it answers that every part it needs is there. Throws when it does not come back. */
export async function untilSiteIsBack(siteUrl: string, since: number): Promise<number> {
  for (;;) {
    const isBack = await fetch(`${siteUrl}/api/health/ready`, { signal: AbortSignal.timeout(6_000) }).then(
      (answer) => answer.ok,
      () => false,
    )
    const goneMs = performance.now() - since
    if (isBack) return goneMs
    if (goneMs > patienceMs) throw new Error('The site did not come back.')
    await pause(50)
  }
}

/**
 * Watches the jobs that were being drawn when something was killed, until they are at it again: begun anew, further than
 * they were, or ended. A job that is hit again is waited for from then on, and so is one that still waits when the next
 * blow takes away whoever would have taken it.
 */
export function watchJobs(databaseUrl: () => string) {
  const watched = new Map<string, Watched>()
  const times: { part: string; ms: number }[] = []
  let isClosed = false

  const look = async () => {
    if (watched.size === 0) return
    for (const now of await read(databaseUrl(), [...watched.keys()])) {
      const before = watched.get(now.id)
      if (!before) continue
      const hasEnded = !['pending', 'processing'].includes(now.status)
      const isFurther = now.percent !== before.percent && now.losses === before.losses
      if (!hasEnded && now.attempt === before.attempt && !isFurther) continue
      times.push({ part: before.part, ms: performance.now() - before.since })
      watched.delete(now.id)
    }
  }
  const looking = (async () => {
    while (!isClosed) {
      await look().catch(() => {})
      await pause(150)
    }
  })()
  return {
    times,
    waiting: () => watched.size,
    /** The jobs that are being drawn now; to be asked before the blow. */
    seeRunning: () => read(databaseUrl(), null).catch((): Seen[] => []),
    hit: (jobs: readonly Seen[], part: string) => {
      for (const waiting of watched.values()) waiting.since = performance.now()
      for (const job of jobs) watched.set(job.id, { ...job, part, since: performance.now() })
    },
    async close() {
      isClosed = true
      await looking
    },
  }
}

async function read(url: string, ids: string[] | null): Promise<Seen[]> {
  const db = createDatabase({ url, max: 1, waitMs: 2_000, queryMs: 2_000 })
  try {
    const which = ids ? sql`id = any(${ids}::uuid[])` : sql`status = 'processing'`
    return (await sql<Seen>`select id, attempt, status, percent, losses from jobs where ${which}`.execute(db))
      .rows
  } finally {
    await db.destroy()
  }
}
