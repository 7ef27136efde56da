import { createPointIndex } from '../geometry/point-index.ts'
import { reverseStroke, rotateLoop } from '../geometry/polyline.ts'
import type { Stroke } from '../types.ts'
import { travelLength } from './travel.ts'

/** How much work ordering may do. `none` keeps the order as drawn. */
export const orderLevels = ['none', 'greedy'] as const
export type OrderLevel = (typeof orderLevels)[number]

export type OrderOptions = {
  readonly level?: OrderLevel
  /** Where the pen is before the first stroke, in mm. */
  readonly start?: { readonly x: number; readonly y: number }
}

/** Strokes between two reports of `orderSteps`: some milliseconds of work. */
const stepSize = 2000

/**
 * Puts strokes into an order with little pen-up travel, reversing open ones and starting loops where that helps.
 * No stroke is lost or changed in shape, the result is never worse than what came in, and the same input gives the
 * same order. Lengths in mm.
 */
export function orderStrokes(strokes: readonly Stroke[], options: OrderOptions = {}): Stroke[] {
  const steps = orderSteps(strokes, options)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** `orderStrokes` in steps of a few milliseconds, each reporting progress 0…1, for callers that must stay responsive. */
export function* orderSteps(
  strokes: readonly Stroke[],
  { level = 'greedy', start = { x: 0, y: 0 } }: OrderOptions = {},
): Generator<number, Stroke[]> {
  if (level === 'none' || strokes.length === 0) return [...strokes]
  const drawable = strokes.filter((stroke) => stroke.points.length > 0)
  const ordered = yield* nearestNext(drawable, start)
  return travelLength(ordered, start) < travelLength(drawable, start) ? ordered : drawable
}

/** The greedy tour: always on to the nearest end of an open stroke or the nearest vertex of a loop. O(n log n). */
function* nearestNext(
  strokes: readonly Stroke[],
  start: { readonly x: number; readonly y: number },
): Generator<number, Stroke[]> {
  const doors = doorsOf(strokes)
  const index = createPointIndex(doors.xs, doors.ys)
  const ordered: Stroke[] = []
  let { x, y } = start
  while (ordered.length < strokes.length) {
    const door = index.nearest(x, y)
    const id = doors.stroke[door]
    for (let i = doors.first[id]; i < doors.first[id + 1]; i++) index.remove(i)
    const next = enterStroke(strokes[id], doors.vertex[door])
    ordered.push(next)
    const exit = next.closed ? 0 : next.points.length - 2
    x = next.points[exit]
    y = next.points[exit + 1]
    if (ordered.length % stepSize === 0) yield ordered.length / strokes.length
  }
  return ordered
}

/** The stroke as drawn when the pen comes down on `vertex`: a loop begins there, an open stroke may be reversed. */
function enterStroke(stroke: Stroke, vertex: number): Stroke {
  if (stroke.closed) return rotateLoop(stroke, vertex)
  return vertex === 0 ? stroke : reverseStroke(stroke)
}

/** Every point at which the pen may come down: both ends of open strokes, all vertices of loops, grouped by stroke. */
function doorsOf(strokes: readonly Stroke[]) {
  const first = new Uint32Array(strokes.length + 1)
  for (const [id, { points, closed }] of strokes.entries()) {
    first[id + 1] = first[id] + (closed ? points.length / 2 : Math.min(2, points.length / 2))
  }
  const count = first[strokes.length]
  const xs = new Float64Array(count)
  const ys = new Float64Array(count)
  const stroke = new Uint32Array(count)
  const vertex = new Uint32Array(count)
  for (const [id, { points, closed }] of strokes.entries()) {
    for (let door = first[id], i = 0; door < first[id + 1]; door++, i++) {
      const at = closed || i === 0 ? i : points.length / 2 - 1
      xs[door] = points[at * 2]
      ys[door] = points[at * 2 + 1]
      stroke[door] = id
      vertex[door] = at
    }
  }
  return { first, xs, ys, stroke, vertex }
}
