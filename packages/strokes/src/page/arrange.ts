import { convexHull } from '../geometry/areas/hull.ts'
import { strokeMover } from '../geometry/curves/arcs.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { isArea, strokesOf } from '../geometry/marks.ts'
import { type Box, pointsBox, strokesLength } from '../geometry/polyline.ts'
import { turnBy, turnPoints } from '../geometry/turn.ts'
import type { Drawing, Layer, Mark, Sheet, Tones } from '../types.ts'
import { layoutDrawing } from './layout.ts'
import type { Paper } from './papers.ts'
import { sheetOf } from './place.ts'
import { placeTones } from './place-tones.ts'
import { type Placing, placePoints } from './placing.ts'

/**
 * Where a drawing is to lie: what is drawn of it, turned clockwise by any angle, then `widthMm` wide, with the top left
 * corner of the upright box around it at (`xMm`, `yMm`).
 */
export type Arrangement = {
  readonly sheet: Sheet
  readonly turnDeg: number
  readonly widthMm: number
  readonly xMm: number
  readonly yMm: number
}

/** The box around all that is drawn, in mm of the drawing's sheet; empty when nothing is. */
export function drawnBox(drawing: Drawing): Box {
  return pointsBox(drawing.layers.flatMap(outlinesOf))
}

/** The corners of the convex area around all that is drawn, x0, y0, x1, y1 … in mm; none when nothing is. */
export function drawnHull(drawing: Drawing): Float64Array {
  return convexHull(drawing.layers.flatMap(outlinesOf))
}

/** Width and height in mm of the upright box around what has this hull, after a clockwise turn. */
export function hullSize(hull: ArrayLike<number>, turnDeg: number): { widthMm: number; heightMm: number } {
  return sizeOf(pointsBox([turnPoints(hull, turnBy(turnDeg))]))
}

/** Width and height in mm of what is drawn, after a turn. Throws `empty_drawing` when nothing is. */
export function drawnSize(drawing: Drawing, turnDeg: number): { widthMm: number; heightMm: number } {
  return sizeOf(turnedBox(drawing, turnDeg))
}

/** The box around what is drawn, turned about the sheet's top left corner. */
function turnedBox(drawing: Drawing, turnDeg: number): Box {
  const turn = turnBy(turnDeg)
  const box = pointsBox(drawing.layers.flatMap(outlinesOf).map((points) => turnPoints(points, turn)))
  if (box.minX > box.maxX)
    throw new DrawingError('empty_drawing', 'There is nothing to draw: the drawing has no stroke.')
  return box
}

const sizeOf = ({ minX, minY, maxX, maxY }: Box) => ({ widthMm: maxX - minX, heightMm: maxY - minY })

/** The arrangement that fits what is drawn into the margins of a sheet, as large as they allow, in their middle. */
export function fitArrangement(drawing: Drawing, sheet: Sheet, turnDeg = 0): Arrangement {
  const size = drawnSize(drawing, turnDeg)
  const [width, height] = [sheet.widthMm - 2 * sheet.marginMm, sheet.heightMm - 2 * sheet.marginMm]
  const fit = Math.min(width / size.widthMm, height / size.heightMm)
  const scale = Number.isFinite(fit) ? fit : 1
  return {
    sheet,
    turnDeg,
    widthMm: size.widthMm * scale,
    xMm: (sheet.widthMm - size.widthMm * scale) / 2,
    yMm: (sheet.heightMm - size.heightMm * scale) / 2,
  }
}

/**
 * The drawing turned, scaled and moved to where an arrangement wants it. Pens keep their width; what reaches over the
 * sheet's margins is cut off, and `cutMm` says how much ink that was. Throws `empty_drawing` when nothing is drawn.
 */
export function arrangeDrawing(
  drawing: Drawing,
  { sheet, turnDeg, widthMm, xMm, yMm }: Arrangement,
): { drawing: Drawing; cutMm: number } {
  const box = turnedBox(drawing, turnDeg)
  const width = box.maxX - box.minX
  const scale = width > 0 ? widthMm / width : 1
  const placing = { ...turnBy(turnDeg), left: box.minX, top: box.minY, scale, xMm, yMm }
  const placed = placeLayers(drawing.layers, placing)
  const arranged = layoutDrawing(sheet, placed, drawing.meta)
  return { drawing: arranged, cutMm: Math.max(0, inkOf(placed) - inkOf(arranged.layers)) }
}

export type Relayout = {
  readonly paper: Paper
  readonly orientation?: 'auto' | 'portrait' | 'landscape'
  readonly marginMm?: number
}

/**
 * The same drawing on another paper: what is drawn is scaled to fill the new margins and centered; pens keep their
 * width. `auto` turns the paper the way the drawing lies.
 */
export function relayoutDrawing(
  drawing: Drawing,
  { paper, orientation = 'auto', marginMm = drawing.sheet.marginMm }: Relayout,
): Drawing {
  const { minX, maxX, minY, maxY } = drawnBox(drawing)
  const { paperColor } = drawing.sheet
  const sheet = sheetOf({ paper, orientation, marginMm, paperColor }, maxX - minX > maxY - minY)
  if (minX > maxX) return layoutDrawing(sheet, drawing.layers, drawing.meta)
  return arrangeDrawing(drawing, fitArrangement(drawing, sheet)).drawing
}

/** The strokes of a layer and the contours of its areas with their handles, which go round them. */
function outlinesOf({ marks }: Layer): Float64Array[] {
  return marks.flatMap((mark) => (isArea(mark) ? mark.contours : [mark.points]))
}

/** Marks with their curves and tones where a placing puts them. */
function placeLayers(layers: readonly Layer[], placing: Placing): Layer[] {
  const move = (points: Float64Array) => placePoints(points, placing)
  const moveStroke = strokeMover(move)
  const placed = new Map<Tones, Tones>()
  const placeOnce = (tones: Tones) => {
    const known = placed.get(tones) ?? placeTones(tones, placing)
    placed.set(tones, known)
    return known
  }
  const placeMark = (mark: Mark): Mark => {
    if (isArea(mark)) return { ...mark, contours: mark.contours.map(move) }
    const stroke = moveStroke(mark)
    return mark.tones ? { ...stroke, tones: placeOnce(mark.tones) } : stroke
  }
  return layers.map((layer) => ({ ...layer, marks: layer.marks.map(placeMark) }))
}

function inkOf(layers: readonly Layer[]): number {
  return layers.reduce((sum, { marks }) => sum + strokesLength(strokesOf(marks)), 0)
}
