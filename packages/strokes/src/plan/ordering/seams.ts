import { rotateLoop } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import type { Position } from './travel.ts'

/** Starts each loop at the vertex with the least way from the stroke before and to the one after; the order stays. */
export function placeSeams(strokes: readonly Stroke[], start: Position): Stroke[] {
  let { x, y } = start
  return strokes.map((stroke, i) => {
    const next = strokes[i + 1]?.points
    const placed = stroke.closed ? rotateLoop(stroke, bestVertex(stroke.points, x, y, next)) : stroke
    const exit = placed.closed ? 0 : placed.points.length - 2
    x = placed.points[exit]
    y = placed.points[exit + 1]
    return placed
  })
}

function bestVertex(points: Float64Array, x: number, y: number, next: Float64Array | undefined): number {
  let best = 0
  let shortest = Number.POSITIVE_INFINITY
  for (let i = 0; i < points.length; i += 2) {
    const there = Math.hypot(points[i] - x, points[i + 1] - y)
    const onward = next ? Math.hypot(points[i] - next[0], points[i + 1] - next[1]) : 0
    if (there + onward >= shortest) continue
    shortest = there + onward
    best = i / 2
  }
  return best
}
