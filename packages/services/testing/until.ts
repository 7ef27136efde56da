import { setTimeout as pause } from 'node:timers/promises'

/** Asks again and again until the answer is neither null, undefined nor false; the test's own limit ends it. */
export async function until<T>(
  ask: () => T | Promise<T>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  for (;;) {
    signal?.throwIfAborted()
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as NonNullable<Exclude<T, false>>
    }
    await pause(100)
  }
}
