import type { Layer, Stroke } from '../types.ts'
import { fitStroke } from './fit-stroke.ts'
import { createCurveRestorer } from './restore-curves.ts'

/** A stroke as x0, y0, then two handles and an end per curve; null for one that is to have straight sides. */
export type StrokeCurves = (stroke: Stroke) => Float64Array | null

/**
 * How the strokes of a layer become curves: as smooth ones that stay within `curvesMm` of them; as straight sides with 0;
 * unless told, as the curves that they were cut from where the layer has those.
 */
export function createStrokeCurves({ curves }: Layer, curvesMm: number | undefined): StrokeCurves {
  const bend =
    curvesMm === undefined
      ? curves && createCurveRestorer(curves)
      : curvesMm > 0
        ? ({ points, closed }: Stroke) => fitStroke(points, closed, curvesMm)
        : undefined
  return (stroke) => (bend && stroke.points.length > 2 ? bend(stroke) : null)
}
