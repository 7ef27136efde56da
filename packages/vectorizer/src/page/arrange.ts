import { DrawingError } from '../geometry/drawing-error.ts'
import { type Box, strokeLength, strokesBox } from '../geometry/polyline.ts'
import type { Drawing, Layer, Sheet, Stroke } from '../types.ts'
import { layoutDrawing } from './layout.ts'
import type { PaperName } from './papers.ts'
import { sheetOf } from './place.ts'

/** Clockwise turns by right angles. */
export const quarterTurns = [0, 90, 180, 270] as const
export type QuarterTurn = (typeof quarterTurns)[number]

/** Where a drawing is to lie: what is drawn of it, turned, `widthMm` wide, its top left corner at (`xMm`, `yMm`). */
export type Arrangement = {
  readonly sheet: Sheet
  readonly turnDeg: QuarterTurn
  readonly widthMm: number
  readonly xMm: number
  readonly yMm: number
}

/** The box around all that is drawn, in mm of the drawing's sheet; empty when nothing is. */
export function drawnBox(drawing: Drawing): Box {
  return strokesBox(drawing.layers.flatMap(outlinesOf))
}

/** Width and height in mm of what is drawn, after a turn. Throws `empty_drawing` when nothing is. */
export function drawnSize(drawing: Drawing, turnDeg: QuarterTurn): { widthMm: number; heightMm: number } {
  const { minX, maxX, minY, maxY } = drawnBox(drawing)
  if (minX > maxX)
    throw new DrawingError('empty_drawing', 'There is nothing to draw: the drawing has no stroke.')
  const isUpright = turnDeg % 180 === 0
  return { widthMm: isUpright ? maxX - minX : maxY - minY, heightMm: isUpright ? maxY - minY : maxX - minX }
}

/** The arrangement that fits what is drawn into the margins of a sheet, as large as they allow, in their middle. */
export function fitArrangement(drawing: Drawing, sheet: Sheet, turnDeg: QuarterTurn = 0): Arrangement {
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
  const box = drawnBox(drawing)
  const size = drawnSize(drawing, turnDeg)
  const scale = size.widthMm > 0 ? widthMm / size.widthMm : 1
  const place = placer(box, turnDeg, { scale, xMm, yMm })
  const placed = drawing.layers.map((layer) => placeLayer(layer, place))
  const arranged = layoutDrawing(sheet, placed, drawing.meta)
  return { drawing: arranged, cutMm: Math.max(0, inkOf(placed) - inkOf(arranged.layers)) }
}

export type Relayout = {
  readonly paper: PaperName
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

/** The strokes of a layer and the contours of its regions with their handles, which go round them. */
function outlinesOf({ strokes, regions = [] }: Layer): Stroke[] {
  const contours = regions.flatMap((region) => region.contours)
  return [...strokes, ...contours.map((points) => ({ points, closed: true }))]
}

type Place = (x: number, y: number) => readonly [number, number]

/** Turns about the box's top left corner so that the turned box begins there again, then scales and moves. */
function placer(
  { minX, maxX, minY, maxY }: Box,
  turnDeg: QuarterTurn,
  { scale, xMm, yMm }: { scale: number; xMm: number; yMm: number },
): Place {
  const turned: Record<QuarterTurn, Place> = {
    0: (x, y) => [x - minX, y - minY],
    90: (x, y) => [maxY - y, x - minX],
    180: (x, y) => [maxX - x, maxY - y],
    270: (x, y) => [y - minY, maxX - x],
  }
  const turn = turned[turnDeg]
  return (x, y) => {
    const [u, v] = turn(x, y)
    return [u * scale + xMm, v * scale + yMm]
  }
}

function placeLayer(layer: Layer, place: Place): Layer {
  const { strokes, regions } = layer
  return {
    ...layer,
    strokes: strokes.map(({ points, closed }) => ({ points: placePoints(points, place), closed })),
    ...(regions
      ? {
          regions: regions.map(({ color, contours }) => ({
            color,
            contours: contours.map((points) => placePoints(points, place)),
          })),
        }
      : {}),
  }
}

function placePoints(points: Float64Array, place: Place): Float64Array {
  const placed = new Float64Array(points.length)
  for (let i = 0; i < points.length; i += 2) placed.set(place(points[i], points[i + 1]), i)
  return placed
}

function inkOf(layers: readonly Layer[]): number {
  return layers.reduce(
    (sum, { strokes }) => sum + strokes.reduce((length, stroke) => length + strokeLength(stroke), 0),
    0,
  )
}
