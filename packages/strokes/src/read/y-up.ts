import { strokeMover } from '../geometry/curves/arcs.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { type Box, strokesBox } from '../geometry/polyline.ts'
import type { Drawing, Sheet } from '../types.ts'
import { layersOf } from './layers.ts'
import { limits } from './limits.ts'
import type { Drawn } from './svg/draw.ts'

/** Where the page of a file with y up lies, in mm, if it says so. */
type UpPage = {
  readonly format: string
  readonly style: string
  readonly page: Box | null
  /** Whether the origin is a place on the sheet however far off the drawing lies: a corner of the plotter's bed. */
  readonly hasOrigin?: boolean
}

/** A last digit that turning leaves is no length: positions count to a millionth of a millimetre. */
const perMm = 1e6

/**
 * A drawing of what lies in mm with y up. Its sheet is the page where that holds everything; else it ends where the
 * drawing does, and begins at the origin, but for an axis on which something lies before that, and unless the drawing lies
 * further off than it is large, as maps and plans do. Throws `too_large` past the largest sheet.
 */
export function drawingFromUp(drawn: readonly Drawn[], { format, style, page, hasOrigin }: UpPage): Drawing {
  const box = strokesBox(drawn.flatMap(({ strokes }) => strokes))
  const { minX, minY, maxX, maxY } = page && holds(page, box) ? page : extentOf(box, hasOrigin === true)
  const side = (name: string, mm: number) => {
    if (mm <= limits.pageMm) return Math.round(mm * 1e4) / 1e4
    throw new DrawingError(
      'too_large',
      `The ${format}'s ${name} is ${mm < 1e9 ? Math.round(mm) : mm.toExponential(1)} mm; up to ${limits.pageMm} mm are taken.`,
    )
  }
  const sheet: Sheet = {
    widthMm: side('width', maxX - minX),
    heightMm: side('height', maxY - minY),
    marginMm: 0,
    paperColor: '#ffffff',
  }
  const down = strokeMover((points) =>
    points.map((value, i) => Math.round((i % 2 ? maxY - value : value - minX) * perMm) / perMm),
  )
  const turned = drawn.map((one) => ({ ...one, strokes: one.strokes.map(down) }))
  return { sheet, layers: layersOf(turned, sheet), meta: { style, seed: 0 } }
}

function holds(page: Box, box: Box): boolean {
  const slackMm = 1e-3
  return (
    page.maxX > page.minX &&
    page.maxY > page.minY &&
    page.maxX - page.minX <= limits.pageMm &&
    page.maxY - page.minY <= limits.pageMm &&
    box.minX >= page.minX - slackMm &&
    box.minY >= page.minY - slackMm &&
    box.maxX <= page.maxX + slackMm &&
    box.maxY <= page.maxY + slackMm
  )
}

/** A box at least a millimetre wide and high around a drawing, and around the origin where that belongs to it. */
function extentOf({ minX, minY, maxX, maxY }: Box, hasOrigin: boolean): Box {
  if (minX > maxX) return { minX: 0, minY: 0, maxX: 1, maxY: 1 }
  const isFar = Math.hypot(Math.max(0, minX), Math.max(0, minY)) > Math.hypot(maxX - minX, maxY - minY)
  const from = (low: number) => (hasOrigin || !isFar ? Math.min(0, low) : low)
  const [left, bottom] = [from(minX), from(minY)]
  return { minX: left, minY: bottom, maxX: Math.max(maxX, left + 1), maxY: Math.max(maxY, bottom + 1) }
}
