import { strokeLength } from '../src/geometry/polyline.ts'
import type { Stroke } from '../src/types.ts'

/** What a round pen puts on paper, measured on a raster: shares of an area, and how far ink lies outside of it. */
export type Ink = {
  /** Share of the area that has ink. */
  readonly coverage: number
  /** How much more ink was drawn than paper got it, as a share. */
  readonly overlap: number
  /** The farthest that ink lies beyond the border, in mm. */
  readonly outsideMm: number
}

/** `holds` tells whether a place is in the area and `border` how far its border is, both in mm. */
export function measureInk(
  strokes: readonly Stroke[],
  widthMm: number,
  contours: readonly Float64Array[],
  pxPerPen = 10,
): Ink {
  const px = widthMm / pxPerPen
  const all = contours.flatMap((points) => [...points])
  const xs = all.filter((_, i) => i % 2 === 0)
  const ys = all.filter((_, i) => i % 2 === 1)
  const [left, top] = [Math.min(...xs) - 2 * widthMm, Math.min(...ys) - 2 * widthMm]
  const columns = Math.ceil((Math.max(...xs) + 2 * widthMm - left) / px)
  const rows = Math.ceil((Math.max(...ys) + 2 * widthMm - top) / px)
  const ink = new Uint8Array(columns * rows)
  const reach = widthMm / 2
  let drawn = 0
  for (const stroke of strokes) {
    drawn += strokeLength(stroke) * widthMm + (stroke.closed ? 0 : Math.PI * reach * reach)
    eachSide(stroke.points, stroke.closed, (ax, ay, bx, by) => {
      const first = Math.max(0, Math.floor((Math.min(ay, by) - reach - top) / px))
      const last = Math.min(rows - 1, Math.ceil((Math.max(ay, by) + reach - top) / px))
      const from = Math.max(0, Math.floor((Math.min(ax, bx) - reach - left) / px))
      const to = Math.min(columns - 1, Math.ceil((Math.max(ax, bx) + reach - left) / px))
      for (let row = first; row <= last; row++) {
        for (let column = from; column <= to; column++) {
          const [x, y] = [left + (column + 0.5) * px, top + (row + 0.5) * px]
          if (squareTo(x, y, ax, ay, bx, by) <= reach * reach) ink[row * columns + column] = 1
        }
      }
    })
  }
  let [inked, area, covered, outsideMm] = [0, 0, 0, 0]
  for (let row = 0; row < rows; row++) {
    const y = top + (row + 0.5) * px
    const crossings = crossingsAt(contours, y)
    for (let column = 0; column < columns; column++) {
      const x = left + (column + 0.5) * px
      const isInside = crossings.filter((at) => at > x).length % 2 === 1
      const isInked = ink[row * columns + column] === 1
      if (isInked) inked++
      if (isInside) area++
      if (isInside && isInked) covered++
      if (isInked && !isInside) outsideMm = Math.max(outsideMm, borderFrom(contours, x, y))
    }
  }
  return { coverage: covered / area, overlap: drawn / (inked * px * px) - 1, outsideMm }
}

function eachSide(
  points: Float64Array,
  closed: boolean,
  act: (ax: number, ay: number, bx: number, by: number) => void,
): void {
  for (let i = 0; i + (closed ? 0 : 2) < points.length; i += 2) {
    const j = (i + 2) % points.length
    act(points[i], points[i + 1], points[j], points[j + 1])
  }
}

function crossingsAt(contours: readonly Float64Array[], y: number): number[] {
  const crossings: number[] = []
  for (const points of contours) {
    eachSide(points, true, (ax, ay, bx, by) => {
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) * (bx - ax)) / (by - ay))
    })
  }
  return crossings
}

function borderFrom(contours: readonly Float64Array[], x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const points of contours) {
    eachSide(points, true, (ax, ay, bx, by) => {
      least = Math.min(least, squareTo(x, y, ax, ay, bx, by))
    })
  }
  return Math.sqrt(least)
}

function squareTo(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const share = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
  return (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2
}
