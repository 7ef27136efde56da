import { strokesOf, withStrokes } from '../../geometry/marks.ts'
import { scaled } from '../../geometry/steps.ts'
import type { Layer, Stroke } from '../../types.ts'
import { type OrderOptions, orderSteps } from './order.ts'

/** Where the pen is when a stroke is drawn, in mm; null for a stroke without a point. */
export function exitOf(stroke: Stroke | undefined): { x: number; y: number } | null {
  if (!stroke || stroke.points.length === 0) return null
  const at = stroke.closed ? 0 : stroke.points.length - 2
  return { x: stroke.points[at], y: stroke.points[at + 1] }
}

/**
 * Orders the strokes of layer after layer, each going on from where the one before it ends. Works in steps of a few
 * milliseconds, each reporting progress 0…1, for callers that must stay responsive.
 */
export function* orderLayerSteps(
  layers: readonly Layer[],
  { start = { x: 0, y: 0 }, ...options }: OrderOptions = {},
): Generator<number, Layer[]> {
  const ordered: Layer[] = []
  let at = start
  for (const layer of layers) {
    const steps = orderSteps(strokesOf(layer.marks), { ...options, start: at })
    const share = 1 / layers.length
    const strokes = yield* scaled(steps, ordered.length * share, (ordered.length + 1) * share)
    ordered.push(withStrokes(layer, strokes))
    at = exitOf(strokes.at(-1)) ?? at
  }
  return ordered
}
