import { createPointIndex } from './point-index.ts'

/** Ends between two reports: some milliseconds of work. */
const stepSize = 500

/**
 * For end `e` the numbers from `e * perEnd` on are its nearest ends of other strokes, nearest first, and how far they
 * are; -1 where there are fewer.
 */
export type NeighborLists = {
  readonly perEnd: number
  readonly ends: Int32Array
  readonly distances: Float64Array
}

/** The near ends of every end but `anywhere`; ends `2 s` and `2 s + 1` belong to stroke `s`. Reports 0…1. O(n log n). */
export function* neighborLists(
  xs: Float64Array,
  ys: Float64Array,
  anywhere: number,
  perEnd: number,
): Generator<number, NeighborLists> {
  const index = createPointIndex(xs, ys)
  index.remove(anywhere)
  const ends = new Int32Array(xs.length * perEnd).fill(-1)
  const distances = new Float64Array(ends.length)
  for (let end = 0; end < xs.length; end++) {
    if (end % stepSize === 0) yield end / xs.length
    if (end === anywhere) continue
    const accept = (other: number) => other >> 1 !== end >> 1
    const found = index.nearestMany(xs[end], ys[end], perEnd, Number.POSITIVE_INFINITY, accept)
    ends.set(found, end * perEnd)
    for (const [k, other] of found.entries()) {
      const dx = xs[end] - xs[other]
      const dy = ys[end] - ys[other]
      distances[end * perEnd + k] = Math.sqrt(dx * dx + dy * dy)
    }
  }
  return { perEnd, ends, distances }
}
