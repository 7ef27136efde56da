import { clipStrokes } from '../geometry/clip.ts'
import { isArea } from '../geometry/marks.ts'
import { type Box, boxWithin } from '../geometry/polyline.ts'
import type { Area, Drawing, Layer, Mark, Sheet } from '../types.ts'

/** Rounding may put a point that belongs on the margin this far outside it; that is no reason to cut a stroke. */
const slackMm = 1e-6

/** Puts layers in mm on a sheet: cut to its margins, strokes without a point dropped, in the order they have. */
export function layoutDrawing(sheet: Sheet, layers: readonly Layer[], meta: Drawing['meta']): Drawing {
  const box = boxWithin(sheet, sheet.marginMm - slackMm)
  return {
    sheet,
    layers: layers.map((layer) => ({
      ...layer,
      marks: layer.marks.flatMap((mark): Mark[] => {
        if (isArea(mark)) return [keepInside(mark, box)]
        return mark.points.length > 0 ? clipStrokes([mark], box) : []
      }),
    })),
    meta,
  }
}

/** An area whose curves bulge over the box by a hair is drawn in: handles within a box keep their curve within it. */
function keepInside({ color, contours }: Area, { minX, minY, maxX, maxY }: Box): Area {
  const clamp = (value: number, i: number) =>
    i % 2 === 0 ? Math.min(maxX, Math.max(minX, value)) : Math.min(maxY, Math.max(minY, value))
  return { color, contours: contours.map((contour) => contour.map(clamp)) }
}
