import { setTimeout as pause } from 'node:timers/promises'
import { isUnreachable } from '@plotline/services'

/**
 * Runs `work` again, ever less often, while the server that it needs cannot be reached: a Postgres that was killed takes a
 * moment to recover, which is no reason to give up. Throws every other error at once, and the last one after `tries`.
 */
export async function untilReachable<T>(
  work: () => Promise<T>,
  {
    tries = 12,
    firstPauseMs = 200,
    onWait,
  }: { tries?: number; firstPauseMs?: number; onWait?: (error: unknown) => void } = {},
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried >= tries || !isUnreachable(error)) throw error
      onWait?.(error)
      await pause(Math.min(5_000, firstPauseMs * 2 ** (tried - 1)))
    }
  }
}
