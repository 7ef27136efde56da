import type { PointIndex } from '../point-index.ts'

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

/**
 * The near ends of every end but `anywhere`; ends `2 s` and `2 s + 1` belong to stroke `s`. The index
 * holds every end but `anywhere`. Reports 0…1. O(n log n).
 */
export function* neighborLists(
  index: PointIndex,
  xs: Float64Array,
  ys: Float64Array,
  anywhere: number,
  perEnd: number,
): Generator<number, NeighborLists> {
  const ends = new Int32Array(xs.length * perEnd).fill(-1)
  const distances = new Float64Array(ends.length)
  for (let end = 0; end < xs.length; end++) {
    if (end % stepSize === 0) yield end / xs.length
    if (end === anywhere) continue
    index.nearestEnds(end, perEnd, ends, end * perEnd)
    for (let k = end * perEnd; k < (end + 1) * perEnd && ends[k] >= 0; k++) {
      const dx = xs[end] - xs[ends[k]]
      const dy = ys[end] - ys[ends[k]]
      distances[k] = Math.sqrt(dx * dx + dy * dy)
    }
  }
  return { perEnd, ends, distances }
}
