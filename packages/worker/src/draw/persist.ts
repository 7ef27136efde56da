import { setTimeout as pause } from 'node:timers/promises'
import { failureOf } from './failures.ts'

/** A restart of the database takes seconds; what was drawn is worth waiting for. */
const patienceMs = 30_000
const firstPauseMs = 250
const lastPauseMs = 2_000

/**
 * Repeats the writing of what is drawn already while the database or the storage is away. Throws what cannot pass at
 * once, and the last error once patience is over; `work` may be repeated and cleans up after itself.
 */
export async function persist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const until = performance.now() + patienceMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, lastPauseMs)) {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (signal.aborted || failureOf(error) !== null || performance.now() + pauseMs > until) throw error
    }
    await pause(pauseMs)
  }
}
