import { flattenCurves } from '../geometry/curves/flatten.ts'
import { areasOf, strokesBesideAreas, strokesOf } from '../geometry/marks.ts'
import { showsAreas } from '../plan/pens.ts'
import type { Drawing, Raster, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import { colorShares } from './numbers.ts'
import { coverArea } from './png/fill-area.ts'

/** Largest side of a picture in pixels; more is drawn smaller. */
const largestPx = 8192

export type RenderOptions = {
  /** Pixels per millimetre; 4 is about 100 dpi. Cut back where the picture would pass 8,192 px. */
  readonly pxPerMm?: number
}

/**
 * The drawing as it will look on its paper: every stroke at true pen width with round ends, anti-aliased by the area
 * that the line covers across each pixel, so that lines thinner than a pixel are lighter rather than wider. Strokes of
 * one pen don't darken where they cross, pens go over each other in order. Areas are filled, and stand for their borders.
 */
export function renderDrawing(drawing: Drawing, { pxPerMm = 4 }: RenderOptions = {}): Raster {
  checkDrawing(drawing)
  const { widthMm, heightMm } = drawing.sheet
  const scale = Math.min(pxPerMm, largestPx / Math.max(widthMm, heightMm))
  const width = Math.max(1, Math.round(widthMm * scale))
  const height = Math.max(1, Math.round(heightMm * scale))
  const data = new Uint8ClampedArray(width * height * 4)
  const [r, g, b] = colorShares(drawing.sheet.paperColor)
  for (let i = 0; i < data.length; i += 4) {
    data[i] = r * 255
    data[i + 1] = g * 255
    data[i + 2] = b * 255
    data[i + 3] = 255
  }
  const coverage = new Float32Array(width * height)
  for (const layer of drawing.layers) {
    for (const { contours, color } of areasOf(layer.marks)) {
      coverage.fill(0)
      const scaled = contours.map((contour) =>
        flattenCurves(
          contour.map((value) => value * scale),
          0.05,
          true,
        ),
      )
      coverArea(scaled, coverage, width, height)
      blend(data, coverage, color)
    }
    const { pen, marks } = layer
    const strokes = showsAreas(layer) ? strokesBesideAreas(marks) : strokesOf(marks)
    if (strokes.length === 0) continue
    coverage.fill(0)
    coverStrokes(strokes, (pen.widthMm * scale) / 2, scale, coverage, width, height)
    blend(data, coverage, pen.color)
  }
  return { width, height, data }
}

function blend(data: Uint8ClampedArray, coverage: Float32Array, color: string): void {
  const ink = colorShares(color).map((share) => share * 255)
  for (let i = 0; i < coverage.length; i++) {
    const share = Math.min(1, coverage[i])
    if (share === 0) continue
    const at = i * 4
    data[at] += (ink[0] - data[at]) * share
    data[at + 1] += (ink[1] - data[at + 1]) * share
    data[at + 2] += (ink[2] - data[at + 2]) * share
  }
}

function coverStrokes(
  strokes: readonly Stroke[],
  radius: number,
  scale: number,
  coverage: Float32Array,
  width: number,
  height: number,
): void {
  for (const { points, closed } of strokes) {
    const count = points.length
    if (count === 2) {
      const [x, y] = [points[0] * scale, points[1] * scale]
      coverSegment(x, y, x, y, radius, coverage, width, height)
    }
    for (let i = 2; i < count + (closed ? 2 : 0); i += 2) {
      const j = i % count
      coverSegment(
        points[i - 2] * scale,
        points[i - 1] * scale,
        points[j] * scale,
        points[j + 1] * scale,
        radius,
        coverage,
        width,
        height,
      )
    }
  }
}

/** Raises `coverage` to what a round-ended line covers of each pixel. Coordinates in px; pixel centers are at .5. */
function coverSegment(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  radius: number,
  coverage: Float32Array,
  width: number,
  height: number,
): void {
  const reach = radius + 0.5
  const dx = bx - ax
  const dy = by - ay
  const square = dx * dx + dy * dy
  const firstRow = Math.max(0, Math.ceil(Math.min(ay, by) - reach - 0.5))
  const lastRow = Math.min(height - 1, Math.floor(Math.max(ay, by) + reach - 0.5))
  const left = Math.min(ax, bx) - reach
  const right = Math.max(ax, bx) + reach
  // In a row the line's band is this wide to either side of its middle; a flat line fills the whole box.
  const across = dy === 0 ? Number.POSITIVE_INFINITY : (reach * Math.sqrt(square)) / Math.abs(dy)
  for (let row = firstRow; row <= lastRow; row++) {
    const y = row + 0.5
    const middle = dy === 0 ? 0 : ax + ((y - ay) / dy) * dx
    const from = Math.max(0, Math.ceil(Math.max(left, middle - across) - 0.5))
    const to = Math.min(width - 1, Math.floor(Math.min(right, middle + across) - 0.5))
    for (let column = from; column <= to; column++) {
      const px = column + 0.5 - ax
      const py = y - ay
      const along = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0
      const ex = px - along * dx
      const ey = py - along * dy
      const distance = Math.sqrt(ex * ex + ey * ey)
      const share = Math.min(0.5, distance + radius) - Math.max(-0.5, distance - radius)
      const at = row * width + column
      if (share > coverage[at]) coverage[at] = Math.min(1, share)
    }
  }
}
