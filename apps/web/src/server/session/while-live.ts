import { whenEnded } from './live-sessions.ts'
import type { Claims } from './session.ts'

/** The values of `open` until the session has ended; its signal aborts then, and when nobody takes them any more. */
export async function* whileLive<T>(
  claims: Claims,
  open: (signal: AbortSignal) => AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  const ended = new AbortController()
  const stop = whenEnded(claims, () => ended.abort())
  try {
    yield* open(AbortSignal.any([signal, ended.signal]))
  } finally {
    stop()
  }
}
