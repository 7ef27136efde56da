import type { z } from 'zod'
import { call } from '../api/call.ts'
import { CallError } from '../api/problem.ts'

/** Each is answered within a minute, so a file is followed for some five. */
const mostAsks = 6

/**
 * Calls for a file that a worker may have to write first. One that takes longer than a request may is asked for again: that joins
 * the one under way. Throws `CallError`.
 */
export async function askForFile<T extends z.ZodType>(
  schema: T,
  path: string,
  options?: Parameters<typeof call>[2],
  pause: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<z.output<T>> {
  for (let asked = 1; ; asked++) {
    try {
      return await call(schema, path, options)
    } catch (error) {
      const goesOn = error instanceof CallError && error.code === 'being_written' && asked < mostAsks
      if (!goesOn) throw error
      await pause(1000 * (error.retryAfterSeconds ?? 2))
    }
  }
}
