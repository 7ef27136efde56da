import { rotateLoop } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'

/**
 * Begins every loop at the vertex nearest to where the pen comes from, the order being kept. Open strokes and dots
 * pass through. Lengths in mm. O(n).
 */
export function reloopStrokes(
  strokes: readonly Stroke[],
  start: { readonly x: number; readonly y: number },
): Stroke[] {
  let { x, y } = start
  return strokes.map((stroke) => {
    const relooped = stroke.closed ? rotateLoop(stroke, nearestVertex(stroke.points, x, y)) : stroke
    const exit = relooped.closed ? 0 : relooped.points.length - 2
    if (relooped.points.length > 0) [x, y] = [relooped.points[exit], relooped.points[exit + 1]]
    return relooped
  })
}

function nearestVertex(points: Float64Array, x: number, y: number): number {
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < points.length; i += 2) {
    const distance = (points[i] - x) ** 2 + (points[i + 1] - y) ** 2
    if (distance < least) [least, nearest] = [distance, i / 2]
  }
  return nearest
}
