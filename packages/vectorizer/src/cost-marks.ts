import type { Pen } from '@plotline/strokes'
import type { Knobs } from './knobs.ts'

/** What a style is about to draw, before passes; `laid` are the points before strokes are simplified. */
export type Marks = {
  readonly strokes: number
  readonly points: number
  readonly laid: number
  /** What finding their places takes beyond a look at every pixel. */
  readonly seconds?: number
}

/** What marks are counted for: the paper that the image takes, its working pixels, and what a person turns. */
export type Canvas = { readonly areaMm2: number; readonly pixels: number; readonly knobs: Knobs }

/** Of a picture as pictures are, this share of the paper is ink when tone is made of it. */
export const usualInk = 0.35

export function sum(a: Marks, b: Marks): Marks {
  return {
    strokes: a.strokes + b.strokes,
    points: a.points + b.points,
    laid: a.laid + b.laid,
    seconds: (a.seconds ?? 0) + (b.seconds ?? 0),
  }
}

/** Straight lines of shading; on a mm² of black paper there are `blackMm` of them, and `usualBlackMm` where nobody set any. */
export function shading(canvas: Canvas, pens: readonly Pen[], blackMm: number, usualBlackMm: number): Marks {
  return ofLength(inkLength(canvas, pens, blackMm, usualBlackMm), runMm(canvas), 0.1)
}

/**
 * The length of pen strokes that lay the usual ink, in mm, and of what black paper takes beyond the style's own settings:
 * lines closer than those overlap, so that tone no longer bounds their length.
 */
export function inkLength(
  { areaMm2, knobs }: Canvas,
  [pen]: readonly Pen[],
  blackMm: number,
  usualBlackMm: number,
): number {
  const usual = (usualInk * (0.7 + 0.6 * knobs.darkness)) / pen.widthMm
  return areaMm2 * (usual + Math.max(0, blackMm - usualBlackMm))
}

/** The knobs with the density that the styles pick where nobody has turned it. */
export function asUsual(knobs: Knobs): Knobs {
  return { ...knobs, density: 0.5 }
}

/** How long a line of shading runs until tone ends it: a share of the picture. */
export const runMm = ({ areaMm2 }: Canvas): number => 0.15 * Math.sqrt(areaMm2)

/** What so many pixels side by side are on paper, in mm. */
export const lengthOf = ({ areaMm2, pixels }: Canvas, count: number): number =>
  count * Math.sqrt(areaMm2 / pixels)

export const ofLength = (lengthMm: number, runMm: number, pointsPerMm: number): Marks =>
  straight(lengthMm / runMm, 1 + runMm * pointsPerMm)

export const straight = (strokes: number, pointsEach: number): Marks => ({
  strokes,
  points: strokes * pointsEach,
  laid: strokes * pointsEach * 2,
})
