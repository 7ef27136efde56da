import type { Stroke } from '../../types.ts'
import { pathOf } from './arcs.ts'
import { fitStroke } from './fit-stroke.ts'

/**
 * A stroke as x0, y0, then two handles and an end per curve: as smooth ones that stay within `curvesMm` of it; unless
 * told, as the curves it was cut from. `null` for one that is to have straight sides: where it was cut from none, or with 0.
 */
export function strokeCurves(stroke: Stroke, curvesMm: number | undefined): Float64Array | null {
  const { points, closed } = stroke
  if (points.length <= 2 || curvesMm === 0) return null
  return curvesMm === undefined ? pathOf(stroke) : fitStroke(points, closed, curvesMm)
}
