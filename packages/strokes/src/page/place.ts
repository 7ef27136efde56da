import { transformStroke } from '../geometry/polyline.ts'
import type { Sheet, Stroke } from '../types.ts'
import { type Paper, paperSize } from './papers.ts'

/** Where an image lies on its sheet: pixel `(x, y)` is at `(x * mmPerPx + xMm, y * mmPerPx + yMm)`. */
export type Placement = {
  readonly sheet: Sheet
  readonly mmPerPx: number
  readonly xMm: number
  readonly yMm: number
}

/** Which paper, which way round, and what it looks like. */
export type Page = {
  readonly paper: Paper
  readonly orientation: 'auto' | 'portrait' | 'landscape'
  readonly marginMm: number
  readonly paperColor: string
}

/** Fits an image of `widthPx` by `heightPx` into the margins of a page, centered; `auto` turns the paper its way. */
export function placementOf(widthPx: number, heightPx: number, page: Page): Placement {
  const sheet = sheetOf(page, widthPx > heightPx)
  const { widthMm, heightMm, marginMm } = sheet
  const mmPerPx = Math.min((widthMm - 2 * marginMm) / widthPx, (heightMm - 2 * marginMm) / heightPx)
  return {
    sheet,
    mmPerPx,
    xMm: (widthMm - widthPx * mmPerPx) / 2,
    yMm: (heightMm - heightPx * mmPerPx) / 2,
  }
}

/** Strokes in image pixels as strokes in mm on the sheet. */
export function placeStrokes(strokes: readonly Stroke[], { mmPerPx, xMm, yMm }: Placement): Stroke[] {
  return strokes.map((stroke) => transformStroke(stroke, mmPerPx, xMm, yMm))
}

/** The share of a sheet that a margin may take; more is cut back so that something is left to draw on. */
const largestMargin = 0.45

/** The sheet of a page, turned as it says; `wide` decides for `auto`. A margin that leaves no room is cut back. */
export function sheetOf(page: Page, wide: boolean): Sheet {
  const paper = paperSize(page.paper)
  const landscape = page.orientation === 'landscape' || (page.orientation === 'auto' && wide)
  return {
    widthMm: landscape ? paper.heightMm : paper.widthMm,
    heightMm: landscape ? paper.widthMm : paper.heightMm,
    marginMm: Math.min(page.marginMm, paper.widthMm * largestMargin),
    paperColor: page.paperColor,
  }
}
