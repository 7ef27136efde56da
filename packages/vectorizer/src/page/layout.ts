import { clipStrokes } from '../geometry/clip.ts'
import { type Box, strokesBox, transformStroke } from '../geometry/polyline.ts'
import type { Drawing, Layer, Region, Sheet, Stroke } from '../types.ts'
import type { PaperName } from './papers.ts'
import { sheetOf } from './place.ts'

/** Rounding may put a point that belongs on the margin this far outside it; that is no reason to cut a stroke. */
const slackMm = 1e-6

/** Puts layers in mm on a sheet: cut to its margins, strokes without a point dropped, in the order they have. */
export function layoutDrawing(sheet: Sheet, layers: readonly Layer[], meta: Drawing['meta']): Drawing {
  const inset = sheet.marginMm - slackMm
  const box = { minX: inset, minY: inset, maxX: sheet.widthMm - inset, maxY: sheet.heightMm - inset }
  return {
    version: 1,
    sheet,
    layers: layers.map((layer) => ({
      ...layer,
      strokes: clipStrokes(
        layer.strokes.filter(({ points }) => points.length > 0),
        box,
      ),
      ...(layer.regions ? { regions: layer.regions.map((region) => keepInside(region, box)) } : {}),
    })),
    meta,
  }
}

/** A region whose curves bulge over the box by a hair is drawn in: handles within a box keep their curve within it. */
function keepInside({ color, contours }: Region, { minX, minY, maxX, maxY }: Box): Region {
  const clamp = (value: number, i: number) =>
    i % 2 === 0 ? Math.min(maxX, Math.max(minX, value)) : Math.min(maxY, Math.max(minY, value))
  return { color, contours: contours.map((contour) => contour.map(clamp)) }
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
  const box = strokesBox(drawing.layers.flatMap(outlinesOf))
  const width = Math.max(0, box.maxX - box.minX)
  const height = Math.max(0, box.maxY - box.minY)
  const sheet = sheetOf(
    { paper, orientation, marginMm, paperColor: drawing.sheet.paperColor },
    width > height,
  )
  const fit = Math.min(
    (sheet.widthMm - 2 * sheet.marginMm) / width,
    (sheet.heightMm - 2 * sheet.marginMm) / height,
  )
  const scale = Number.isFinite(fit) ? fit : 1
  const dx = sheet.widthMm / 2 - ((box.minX + box.maxX) / 2) * scale
  const dy = sheet.heightMm / 2 - ((box.minY + box.maxY) / 2) * scale
  const layers = drawing.layers.map((layer) => ({
    ...layer,
    strokes: layer.strokes.map((stroke) => transformStroke(stroke, scale, dx, dy)),
    ...(layer.regions ? { regions: layer.regions.map((region) => moved(region, scale, dx, dy)) } : {}),
  }))
  return layoutDrawing(sheet, layers, drawing.meta)
}

/** The strokes of a layer and the contours of its regions with their handles, which go round them. */
function outlinesOf({ strokes, regions = [] }: Layer): Stroke[] {
  const contours = regions.flatMap((region) => region.contours)
  return [...strokes, ...contours.map((points) => ({ points, closed: true }))]
}

function moved({ color, contours }: Region, scale: number, dx: number, dy: number): Region {
  return {
    color,
    contours: contours.map((points) => transformStroke({ points, closed: true }, scale, dx, dy).points),
  }
}
