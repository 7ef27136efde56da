import { reshaped } from '../geometry/curves/arcs.ts'
import type { Stroke } from '../types.ts'

/** Draws every stroke `passes` times without lifting: open ones there and back, loops on around. Dots stay as they are. */
export function multipassStrokes(strokes: readonly Stroke[], passes: number): Stroke[] {
  if (passes < 2) return [...strokes]
  return strokes.map((stroke) => {
    const { points, closed } = stroke
    const count = points.length / 2
    if (count < 2) return stroke
    const perPass = closed ? count : count - 1
    const drawn = new Float64Array((perPass * passes + (closed ? 0 : 1)) * 2)
    const places = new Float64Array(drawn.length / 2)
    for (let i = 0; i < drawn.length / 2; i++) {
      const pass = Math.floor(i / perPass)
      const step = i % perPass
      const from = closed ? step : pass % 2 === 0 ? step : perPass - step
      places[i] = closed ? i : from
      drawn[i * 2] = points[from * 2]
      drawn[i * 2 + 1] = points[from * 2 + 1]
    }
    return reshaped(stroke, drawn, closed, places)
  })
}
