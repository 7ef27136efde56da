import { isStraightPiece } from '../../geometry/curves/chain-pieces.ts'
import { strokeCurves } from '../../geometry/curves/stroke-curves.ts'
import { strokesOf } from '../../geometry/marks.ts'
import type { Drawing, Stroke } from '../../types.ts'
import { checkDrawing } from '../check.ts'
import { type FrameLayer, firstFree, framesEnd, framesStart, modelSpace, rows } from './frame.ts'
import { dxfText, type Group, layerNames, nearestIndex, number, place } from './groups.ts'

/** How far a spline may leave a line that was read from no curves, in mm. */
const splineToleranceMm = 0.05

/** Hundredths of a millimetre that a layer's lines may be wide. */
const lineWeights = [
  0, 5, 9, 13, 15, 18, 20, 25, 30, 35, 40, 50, 53, 60, 70, 80, 90, 100, 106, 120, 140, 158, 200, 211,
]

/**
 * DXF of AutoCAD 2000 (AC1015), in mm with y up: one layer per pen with its line weight, a SPLINE per stroke with round
 * parts, an LWPOLYLINE per stroke of straight sides, a POINT per dot. Splines are cubic, their Béziers joined by knots of
 * multiplicity 3, so that corners stay corners. Source: Autodesk, DXF reference 2000.
 */
export function writeDxf2000(drawing: Drawing): string {
  checkDrawing(drawing)
  const names = layerNames(drawing)
  const { widthMm, heightMm } = drawing.sheet
  let handle = firstFree
  const nextHandle = () => (handle++).toString(16).toUpperCase()
  const layers = drawing.layers.map(
    ({ pen }, i): FrameLayer => ({
      handle: nextHandle(),
      name: names[i],
      colorIndex: nearestIndex(pen.color),
      lineWeight: nearestWeight(pen.widthMm),
    }),
  )
  const entities: Group[] = []
  for (const [i, layer] of drawing.layers.entries()) {
    const strokes = strokesOf(layer.marks)
    const curvesMm = strokes.some(({ arcs }) => arcs) ? undefined : splineToleranceMm
    for (const stroke of strokes) {
      if (stroke.points.length === 0) continue
      const [type, groups] = shape(stroke, heightMm, curvesMm)
      entities.push([0, type], [5, nextHandle()], [330, modelSpace], [100, 'AcDbEntity'], [8, names[i]])
      for (const group of groups) entities.push(group)
    }
  }
  const extent: Group[] = [[9, '$EXTMIN'], ...place(0, 0), [9, '$EXTMAX'], ...place(widthMm, heightMm)]
  const text = [framesStart(layers, extent, nextHandle()), entities, framesEnd()].map(dxfText)
  return text.join('')
}

function shape(
  stroke: Stroke,
  heightMm: number,
  curvesMm: number | undefined,
): [type: string, groups: Group[]] {
  const { points, closed } = stroke
  const up = (y: number) => heightMm - y
  if (points.length === 2) return ['POINT', [[100, 'AcDbPoint'], ...place(points[0], up(points[1]))]]
  const curves = strokeCurves(stroke, curvesMm)
  const isRound = curves?.some((_, k) => k % 6 === 2 && !isStraightPiece(curves, (k - 2) / 6))
  if (!curves || !isRound) {
    const groups = rows(`100 AcDbPolyline; 90 ${points.length / 2}; 70 ${closed ? 1 : 0}; 43 0`)
    for (let i = 0; i < points.length; i += 2)
      groups.push([10, number(points[i])], [20, number(up(points[i + 1]))])
    return ['LWPOLYLINE', groups]
  }
  const count = (curves.length - 2) / 6
  // Planar, and closed where the end is the start.
  const groups = rows(
    `100 AcDbSpline; 210 0; 220 0; 230 1; 70 ${closed ? 9 : 8}; 71 3; 72 ${3 * count + 5}; 73 ${3 * count + 1}; 74 0; 42 0.0000001; 43 0.0000001`,
  )
  for (let knot = 0; knot <= count; knot++) {
    const times = knot === 0 || knot === count ? 4 : 3
    for (let i = 0; i < times; i++) groups.push([40, String(knot)])
  }
  for (let i = 0; i < curves.length; i += 2) groups.push(...place(curves[i], up(curves[i + 1])))
  return ['SPLINE', groups]
}

function nearestWeight(widthMm: number): number {
  const wanted = widthMm * 100
  return lineWeights.reduce((best, weight) =>
    Math.abs(weight - wanted) < Math.abs(best - wanted) ? weight : best,
  )
}
