/** What one part of `npm test` found. */
export type Counts = { passed: number; failed: number; skipped: number }

export type Part = {
  name: string
  says: string
  run: () => Promise<Counts>
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0 }

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/**
 * Parts that were not seen to pass as a whole since they last grew: the worker's tests of bad uploads and the journeys
 * over the plot page. They run, and are counted as they come out, but do not yet decide the exit code. Whoever sees one
 * pass takes its name out; the set is to be empty, and then to go.
 */
export const unproven: ReadonlySet<string> = new Set(['worker', 'journeys'])
