import { reverseStroke } from '../../geometry/polyline.ts'
import { type Effort, shortenTrip } from '../../geometry/tours/shorten-trip.ts'
import type { Tour } from '../../geometry/tours/tour.ts'
import type { Trip } from '../../geometry/tours/trip.ts'
import type { Stroke } from '../../types.ts'
import type { Position } from './travel.ts'

/** Below this there is nothing to exchange. */
const fewest = 8

/**
 * Shortens an order of strokes by turning and moving them, loops kept with their seams: 3-opt until it helps no more,
 * then iterated local search (`shortenTrip`). Reports 0…1.
 */
export function* improveOrder(
  strokes: readonly Stroke[],
  start: Position,
  effort: Effort & Pick<Trip, 'cost'>,
  random: () => number,
): Generator<number, Stroke[]> {
  const count = strokes.length
  if (count < fewest) return [...strokes]
  // One more stroke closes the round: it is entered from anywhere and left at the start.
  const anywhere = 2 * count
  const xs = new Float64Array(anywhere + 2)
  const ys = new Float64Array(anywhere + 2)
  xs[anywhere] = xs[anywhere + 1] = start.x
  ys[anywhere] = ys[anywhere + 1] = start.y
  for (const [id, { points, closed }] of strokes.entries()) {
    const exit = closed ? 0 : points.length - 2
    xs[2 * id] = points[0]
    ys[2 * id] = points[1]
    xs[2 * id + 1] = points[exit]
    ys[2 * id + 1] = points[exit + 1]
  }
  const entries = Int32Array.from({ length: count + 1 }, (_, place) =>
    place === 0 ? anywhere : 2 * (place - 1),
  )
  const tour = yield* shortenTrip({ xs, ys, entries, anywhere, cost: effort.cost }, effort, random)
  return readTour(tour, strokes, anywhere)
}

/** The strokes as the trip goes from the start, turned as it enters them. */
function readTour(tour: Tour, strokes: readonly Stroke[], anywhere: number): Stroke[] {
  const place = tour.placeOf(anywhere)
  // The trip may run either way around; the start is left through the end with the higher number.
  const step = tour.isExit(anywhere + 1) ? 1 : -1
  return strokes.map((_, i) => {
    const entry = tour.entryAt(place + step * (i + 1)) ^ (step > 0 ? 0 : 1)
    const stroke = strokes[entry >> 1]
    return (entry & 1) === 0 || stroke.closed ? stroke : reverseStroke(stroke)
  })
}
