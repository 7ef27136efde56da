import type { Stroke } from '../types.ts'
import { strokeMover } from './curves/arcs.ts'

/** Turns strokes on a portrait sheet of `widthMm` so that it lies on its left side: its top edge is then the left one. */
export function layOnSide(strokes: readonly Stroke[], widthMm: number): Stroke[] {
  const turn = (points: Float64Array) => {
    const turned = new Float64Array(points.length)
    for (let i = 0; i < points.length; i += 2) {
      turned[i] = points[i + 1]
      turned[i + 1] = widthMm - points[i]
    }
    return turned
  }
  return strokes.map(strokeMover(turn))
}
