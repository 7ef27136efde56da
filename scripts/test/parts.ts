/** What one part of `npm test` found; `failures` names the tests that failed, as far as they have names. */
export type Counts = { passed: number; failed: number; skipped: number; failures: readonly string[] }

export type Part = {
  name: string
  says: string
  /** Ends within the limit, with what it found by then. */
  run: (limitMs: number) => Promise<Counts>
  /** Left out, and counted as skipped, where no time is left for it. */
  isSpare?: boolean
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
