import { ascending } from '../ascending.ts'
import type { PointIndex } from '../point-index.ts'
import { createUnion } from '../union.ts'
import type { NeighborLists } from './neighbor-lists.ts'

/** Near ends looked at from each end: of the neighbor lists, and once those are used up. */
const mostNear = 6
const fewNear = 3
/** Ends between two reports. */
const stepSize = 4000

/**
 * A round trip begun by greedy links: the shortest way between two free ends is taken first, as long as it closes no
 * round (Bentley 1992), which leaves fewer long ways than always going on to the nearest. Answers the end through which
 * each stroke is entered, `anywhere` first; that end is left for the last. The index holds every end but `anywhere`,
 * and is used up. Reports 0…1.
 */
export function* greedyLinks(
  index: PointIndex,
  xs: Float64Array,
  ys: Float64Array,
  near: NeighborLists,
  anywhere: number,
): Generator<number, Int32Array> {
  const count = xs.length / 2
  const partner = new Int32Array(xs.length).fill(-1)
  const parts = createUnion(count)
  let left = count
  let free = Array.from({ length: xs.length }, (_, end) => end).filter((end) => end !== anywhere)
  let isFirst = true
  const nearest = Math.min(mostNear, near.perEnd)
  /** Whether two ends that are near each other were met from the other one before. */
  const isOffered = (a: number, b: number): boolean => {
    if (b > a) return false
    for (let k = b * near.perEnd; k < b * near.perEnd + nearest; k++) if (near.ends[k] === a) return true
    return false
  }
  while (left > 1) {
    yield 1 - left / count
    const links = createLinks(free.length * (isFirst ? nearest : fewNear))
    for (const [i, a] of free.entries()) {
      if (i % stepSize === stepSize - 1) yield 1 - left / count
      if (isFirst) {
        for (let k = a * near.perEnd; k < a * near.perEnd + nearest; k++) {
          const b = near.ends[k]
          if (b >= 0 && !isOffered(a, b)) links.add(a, b, near.distances[k])
        }
        continue
      }
      const part = parts.rootOf(a >> 1)
      const accept = (b: number) => parts.rootOf(b >> 1) !== part
      for (const b of index.nearestMany(xs[a], ys[a], fewNear, Number.POSITIVE_INFINITY, accept)) {
        links.add(a, b, Math.hypot(xs[a] - xs[b], ys[a] - ys[b]))
      }
    }
    isFirst = false
    for (const link of links.byLength()) {
      const a = links.from[link]
      const b = links.to[link]
      if (partner[a] >= 0 || partner[b] >= 0 || parts.rootOf(a >> 1) === parts.rootOf(b >> 1)) continue
      parts.join(a >> 1, b >> 1)
      left--
      partner[a] = b
      partner[b] = a
      index.remove(a)
      index.remove(b)
    }
    free = free.filter((end) => partner[end] < 0)
  }
  partner[anywhere] = free[0]
  const entries = new Int32Array(count)
  for (let i = 0, entry = anywhere; i < count; i++, entry = partner[entry ^ 1]) entries[i] = entry
  return entries
}

/** Ways between two ends, `room` of them at most. */
function createLinks(room: number) {
  const from = new Int32Array(room)
  const to = new Int32Array(room)
  const lengths = new Float64Array(room)
  let count = 0
  return {
    from,
    to,
    add(a: number, b: number, length: number): void {
      from[count] = a
      to[count] = b
      lengths[count++] = length
    },
    byLength: () => ascending(lengths.subarray(0, count)),
  }
}
