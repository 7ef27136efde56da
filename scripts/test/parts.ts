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
