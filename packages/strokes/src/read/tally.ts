/** Counts what a reader meets and cannot draw as it is meant, by name. */
export type Tally = {
  leave(what: string): void
  /** Drawn, but not with all that belongs to it. */
  plain(what: string): void
  /** A line for each name. */
  warnings(): string[]
}

/** Of a hostile file's names no more than this are told apart. */
const mostNames = 40

export function createTally(): Tally {
  const left = new Map<string, number>()
  const plain = new Map<string, number>()
  const count = (counts: Map<string, number>, what: string) => {
    const name = what.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60)
    const key = counts.has(name) || counts.size < mostNames ? name : 'something else'
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return {
    leave: (what) => count(left, what),
    plain: (what) => count(plain, what),
    warnings: () => [
      ...Array.from(left, ([what, times]) => `Left out: ${times} × ${what}`),
      ...Array.from(plain, ([what, times]) => `Drawn plainly: ${times} × ${what}`),
    ],
  }
}
