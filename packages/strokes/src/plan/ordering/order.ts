import { seededRandom } from '../../geometry/random.ts'
import { resultOf } from '../../geometry/steps.ts'
import type { Stroke } from '../../types.ts'
import { nearestNext } from './greedy.ts'
import { improveOrder } from './improve.ts'
import { placeSeams } from './seams.ts'
import { type Position, travelLength } from './travel.ts'

/**
 * How much work ordering may do. `none` keeps the order as drawn, `greedy` always goes on to the nearest end, the
 * others improve on that: `fast` while single changes help, `good` and `best` with ever more tries beyond.
 */
export const orderLevels = ['none', 'greedy', 'fast', 'good', 'best'] as const
export type OrderLevel = (typeof orderLevels)[number]

export type OrderOptions = {
  readonly level?: OrderLevel
  /** Where the pen is before the first stroke, in mm. */
  readonly start?: Position
  /** Chooses among equally good random tries; the same seed gives the same order. */
  readonly seed?: number
  /** What a way of so many mm with the pen up costs, growing with it; its length unless given. */
  readonly cost?: (mm: number) => number
}

/** Tries of each level, so many per stroke and so many at most, and how far a try may go wrong for what follows. */
const efforts = {
  fast: { perStroke: 0, most: 0, slack: 0 },
  good: { perStroke: 12, most: 120_000, slack: 0.3 },
  best: { perStroke: 80, most: 400_000, slack: 0.3 },
}

/**
 * Puts strokes into an order with little pen-up travel, reversing open ones and starting loops where that helps.
 * No stroke is lost or changed in shape, the result is never worse than what came in, and the same input gives the
 * same order. Lengths in mm.
 */
export function orderStrokes(strokes: readonly Stroke[], options: OrderOptions = {}): Stroke[] {
  return resultOf(orderSteps(strokes, options))
}

/** `orderStrokes` in steps of a few milliseconds, each reporting progress 0…1, for callers that must stay responsive. */
export function* orderSteps(
  strokes: readonly Stroke[],
  { level = 'greedy', start = { x: 0, y: 0 }, seed = 1, cost }: OrderOptions = {},
): Generator<number, Stroke[]> {
  if (level === 'none') return [...strokes]
  const drawable = strokes.filter((stroke) => stroke.points.length > 0)
  const shorter = (a: Stroke[], b: Stroke[]) =>
    travelLength(b, start, cost) < travelLength(a, start, cost) ? b : a
  const greedy = yield* nearestNext(drawable, start)
  const first = shorter(drawable, greedy)
  if (level === 'greedy') return first
  const { perStroke, most, slack } = efforts[level]
  const effort = { kicks: Math.min(most, perStroke * drawable.length), slack, cost }
  const improved = yield* improveOrder(placeSeams(first, start), start, effort, seededRandom(seed))
  return shorter(first, placeSeams(improved, start))
}
