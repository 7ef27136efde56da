import { createLocalSearch } from './local-search.ts'
import { shortenTrip } from './shorten-trip.ts'

/** Below this there is nothing to exchange. */
const fewest = 8
/** Cells along a side of the Hilbert curve. */
const curveSide = 1 << 12

/**
 * A short open path through all points (x0, y0, x1, y1 …), as their numbers in order: begun along a Hilbert curve,
 * then 2-opt, Or-opt and `kicks` rounds of iterated local search. Reports 0…1.
 */
export function* shortPath(
  points: Float64Array,
  kicks: number,
  random: () => number,
): Generator<number, Int32Array> {
  const count = points.length / 2
  const order = alongCurve(points)
  if (count < fewest) return order
  // Each point is a stroke without length; one more that is near to everything closes the round.
  const anywhere = 2 * count
  const xs = new Float64Array(anywhere + 2)
  const ys = new Float64Array(anywhere + 2)
  for (let i = 0; i < anywhere; i++) {
    xs[i] = points[i & ~1]
    ys[i] = points[i | 1]
  }
  const entries = Int32Array.from({ length: count + 1 }, (_, i) => (i === 0 ? anywhere : 2 * order[i - 1]))
  const tour = yield* shortenTrip(createLocalSearch(xs, ys, entries, anywhere), count + 1, kicks, random)
  const place = tour.placeOf(anywhere)
  return order.map((_, i) => tour.entryAt(place + i + 1) >> 1)
}

/** The points' numbers along a Hilbert curve over their box. */
function alongCurve(points: Float64Array): Int32Array {
  let minX = Number.POSITIVE_INFINITY
  let minY = Number.POSITIVE_INFINITY
  let side = 1e-9
  for (let i = 0; i < points.length; i += 2) {
    minX = Math.min(minX, points[i])
    minY = Math.min(minY, points[i + 1])
  }
  for (let i = 0; i < points.length; i += 2) side = Math.max(side, points[i] - minX, points[i + 1] - minY)
  const scale = (curveSide - 1) / side
  const keys = Float64Array.from({ length: points.length / 2 }, (_, i) =>
    hilbertPlace(((points[i * 2] - minX) * scale) | 0, ((points[i * 2 + 1] - minY) * scale) | 0),
  )
  return Int32Array.from(keys, (_, i) => i).sort((i, j) => keys[i] - keys[j] || i - j)
}

/** How far along the curve a cell lies (Warren 2013). */
function hilbertPlace(column: number, row: number): number {
  let x = column
  let y = row
  let place = 0
  for (let s = curveSide >> 1; s > 0; s >>= 1) {
    const right = (x & s) > 0 ? 1 : 0
    const below = (y & s) > 0 ? 1 : 0
    place += s * s * ((3 * right) ^ below)
    if (below === 0) {
      if (right === 1) {
        x = curveSide - 1 - x
        y = curveSide - 1 - y
      }
      const swapped = x
      x = y
      y = swapped
    }
  }
  return place
}
