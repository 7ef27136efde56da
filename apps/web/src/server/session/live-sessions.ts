import { liveSessions } from '@plotline/services'
import { log } from '../log.ts'
import { services } from '../services.ts'
import type { Claims } from './session.ts'

/** How long an answer of the database counts, and how often open streams are looked after: an end shows within both. */
const keepMs = 4_000
const lookMs = 2_000
const mostKept = 10_000

type Known = { owner: Promise<string | null>; until: number }
type Watcher = Claims & { end: () => void }

/** One per process: Next bundles proxy, pages and routes apart, and what one ends the others must know. */
const shared = globalThis as {
  plotlineSessions?: { known: Map<string, Known>; watchers: Set<Watcher>; looking: boolean }
}
function sessions() {
  shared.plotlineSessions ??= { known: new Map(), watchers: new Set(), looking: false }
  return shared.plotlineSessions
}

/**
 * Whether the session has not ended, as the database said at most 4 s ago. Throws where it cannot be asked: nobody
 * is let in on a token alone, and nobody is told that they are signed out because a server is away.
 */
export async function isLive({ sessionId, userId }: Claims): Promise<boolean> {
  const { known } = sessions()
  const now = Date.now()
  const kept = known.get(sessionId)
  if (kept && kept.until > now) return (await kept.owner) === userId
  const owner = services()
    .then((ctx) => liveSessions(ctx, [sessionId]))
    .then((live) => live.get(sessionId) ?? null)
  known.delete(sessionId)
  known.set(sessionId, { owner, until: now + keepMs })
  for (const oldest of known.keys()) {
    if (known.size <= mostKept) break
    known.delete(oldest)
  }
  try {
    return (await owner) === userId
  } catch (error) {
    if (known.get(sessionId)?.owner === owner) known.delete(sessionId)
    throw error
  }
}

/** This process has just ended a session of theirs, or all: what is known of them is asked anew, their streams too. */
export function noteEnded(userId: string): void {
  const { known, watchers } = sessions()
  // Whose an entry is stands in a promise; asking all of them once more costs less than waiting for that.
  known.clear()
  void lookAfter([...watchers].filter((watcher) => watcher.userId === userId))
}

/** Calls `end` once when the session has ended. Answers how to stop watching. */
export function whenEnded(claims: Claims, end: () => void): () => void {
  const { watchers } = sessions()
  const watcher = { ...claims, end }
  watchers.add(watcher)
  if (!sessions().looking) lookAgain()
  return () => watchers.delete(watcher)
}

function lookAgain(): void {
  sessions().looking = true
  setTimeout(async () => {
    sessions().looking = false
    const { watchers } = sessions()
    if (watchers.size === 0) return
    await lookAfter([...watchers])
    if (!sessions().looking) lookAgain()
  }, lookMs).unref()
}

/** One question for all of them. Unanswered it ends none: a stream that cannot be checked has no news either. */
async function lookAfter(watchers: Watcher[]): Promise<void> {
  try {
    const live = await liveSessions(await services(), [
      ...new Set(watchers.map(({ sessionId }) => sessionId)),
    ])
    for (const watcher of watchers) {
      if (live.get(watcher.sessionId) === watcher.userId) continue
      sessions().watchers.delete(watcher)
      watcher.end()
    }
  } catch (error) {
    log('warn', 'sessions.unchecked', { streams: watchers.length, message: String(error) })
  }
}
