import { CallError } from './problem.ts'

/** After each of these the request may have been taken or not: only asking again tells. */
const lost: ReadonlySet<string> = new Set(['offline', 'unavailable', 'unexpected_answer', 'internal'])
/** A server that fails each time with a fault of its own is told so often, then the person. */
const mostFaults = 4
const longestWaitMs = 8000

type Waiting = {
  /** No longer wanted: the next wait ends, and `aborted` is thrown. */
  signal: AbortSignal
  /** The answer was lost, and is asked for again. */
  onLost?: () => void
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

/**
 * Sends a request that is the same however often it is sent, until it is answered: what was sent is followed to its end
 * through a lost connection, a restart or a slow server. Throws what is an answer (a refusal), and `aborted`.
 */
export async function untilAnswered<T>(
  ask: () => Promise<T>,
  { signal, onLost, wait = pause }: Waiting,
): Promise<T> {
  let faults = 0
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      // Refused for its number, but earlier ones of it may have been taken: the answer is still owed.
      const isAsked = error.code === 'rate_limited' && tries > 0
      if (!lost.has(error.code) && !isAsked) throw error
      if (error.code === 'internal' && ++faults >= mostFaults) throw error
      onLost?.()
      await wait(
        isAsked ? 1000 * (error.retryAfterSeconds ?? 10) : Math.min(longestWaitMs, 500 * 2 ** tries),
        signal,
      )
      if (signal.aborted) throw new CallError('aborted')
    }
  }
}

/** Waits, but not past the moment the network is back, nor past `signal`. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    window.addEventListener('online', end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
