import { DrawingError } from '../geometry/drawing-error.ts'
import { type Box, pointsBox } from '../geometry/polyline.ts'
import type { Drawing, Sheet } from '../types.ts'
import type { Drawn } from './draw.ts'
import { layersOf } from './layers.ts'
import { limits } from './limits.ts'

/** Where the page of a file with y up lies, in mm, if it says so. */
type UpPage = { readonly format: string; readonly style: string; readonly page: Box | null }

/** A last digit that turning leaves is no length: positions count to a millionth of a millimetre. */
const perMm = 1e6

/**
 * A drawing of what lies in mm with y up. Its sheet is the page where that holds everything; else it ends where the
 * drawing does, and begins at the origin where nothing lies beyond that. Throws `too_large` past the largest sheet.
 */
export function drawingFromUp(drawn: readonly Drawn[], { format, style, page }: UpPage): Drawing {
  const box = pointsBox(drawn.flatMap(({ polylines }) => polylines.map(({ points }) => points)))
  const { minX, minY, maxX, maxY } = page && holds(page, box) ? page : extentOf(box)
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
  const down = (points: ArrayLike<number>) =>
    Array.from(points, (value, i) => Math.round((i % 2 ? maxY - value : value - minX) * perMm) / perMm)
  const turned = drawn.map((one) => ({
    ...one,
    polylines: one.polylines.map((line) => ({ points: down(line.points), closed: line.closed })),
    chains: one.chains.map((chain) => Float64Array.from(down(chain))),
  }))
  return { version: 1, sheet, layers: layersOf(turned, sheet), meta: { style, seed: 0 } }
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

/** A box at least a millimetre wide and high, from the origin on where that lies below and left of it. */
function extentOf({ minX, minY, maxX, maxY }: Box): Box {
  if (minX > maxX) return { minX: 0, minY: 0, maxX: 1, maxY: 1 }
  const [left, bottom] = [nearOrigin(minX, maxX), nearOrigin(minY, maxY)]
  return { minX: left, minY: bottom, maxX: Math.max(maxX, left + 1), maxY: Math.max(maxY, bottom + 1) }
}

/** The origin belongs to the page unless the drawing is far from it, as maps and plans are. */
function nearOrigin(low: number, high: number): number {
  return low >= 0 && low <= high - low ? 0 : low
}
