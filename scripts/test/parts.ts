/** What one part of `npm test` found; `failures` names the tests that failed, as far as they have names. */
export type Counts = { passed: number; failed: number; skipped: number; failures: readonly string[] }

export type Part = {
  name: string
  says: string
  /** Ends within the limit, with what it found by then. */
  run: (limitMs: number) => Promise<Counts>
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] }

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  }
}

/** A part that failed as a whole, with what is known of it. */
export function failedBy(...failures: string[]): Counts {
  return { ...none, failed: 1, failures }
}

/**
 * Parts that were not seen to pass as a whole since they last grew: the worker's tests of bad uploads and the journeys
 * over the plot page. They run, and are counted as they come out, but do not yet decide the exit code. Whoever sees one
 * pass takes its name out; the set is to be empty, and then to go.
 */
export const unproven: ReadonlySet<string> = new Set(['worker', 'journeys'])
