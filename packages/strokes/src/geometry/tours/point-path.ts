import { shortenTrip } from './shorten-trip.ts'

/** Below this there is nothing to exchange. */
const fewest = 8

/**
 * A short open path through all points (x0, y0, x1, y1 …), as their numbers in order: greedy links, then 3-opt and
 * `kicks` rounds of iterated local search. Reports 0…1.
 */
export function* shortPath(
  points: Float64Array,
  kicks: number,
  random: () => number,
): Generator<number, Int32Array> {
  const count = points.length / 2
  const order = Int32Array.from({ length: count }, (_, i) => i)
  if (count < fewest) return order
  // Each point is a stroke without length; one more that is near to everything closes the round.
  const anywhere = 2 * count
  const xs = new Float64Array(anywhere + 2)
  const ys = new Float64Array(anywhere + 2)
  for (let i = 0; i < anywhere; i++) {
    xs[i] = points[i & ~1]
    ys[i] = points[i | 1]
  }
  const entries = Int32Array.from({ length: count + 1 }, (_, i) => (i === 0 ? anywhere : 2 * (i - 1)))
  const tour = yield* shortenTrip({ xs, ys, entries, anywhere }, { kicks }, random)
  const place = tour.placeOf(anywhere)
  return order.map((_, i) => tour.entryAt(place + i + 1) >> 1)
}
