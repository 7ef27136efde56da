import { crosshatchDefaults } from './fill/crosshatch.ts'
import { dotPoints, smallestDot } from './fill/dots/dots.ts'
import { flowInk } from './fill/flow.ts'
import { blackScreenLines } from './fill/halftone.ts'
import { blackLines, hatchDefaults } from './fill/hatch.ts'
import { usualPitchMm } from './fill/lines/wobble.ts'
import { mostOfFacets } from './fill/lowpoly.ts'
import { sketchDefaults } from './fill/sketch.ts'
import type { Recipe, StyleName } from './recipe.ts'

/** What a style is about to draw, before passes; `laid` are the points before strokes are simplified. */
export type Marks = { readonly strokes: number; readonly points: number; readonly laid: number }

/** What of a recipe its marks are counted from: the paper that the image takes, and its working pixels. */
export type Canvas = { readonly areaMm2: number; readonly pixels: number }

/** Of a picture as pictures are, this share of the paper is ink when tone is made of it. */
const usualInk = 0.35

type Count = (recipe: Recipe, canvas: Canvas) => Marks

const lines: Count = (recipe, canvas) => {
  const perMm2 = 0.045 / recipe.pens[0].widthMm
  const lengthMm = perMm2 * canvas.areaMm2 * 3 ** (2 * recipe.knobs.detail - 1)
  // What is no larger than a few pixels cannot be told apart, however fine the pen.
  return ofLength(Math.min(lengthMm, lengthOf(canvas, canvas.pixels * 0.02)), 10, 1.2)
}

/** Straight lines of shading, of which there may be so much on a mm² of black paper. */
const shading =
  (blackMm: (recipe: Recipe) => number): Count =>
  (recipe, canvas) =>
    ofLength(inkLength(recipe, canvas, blackMm), runMm(canvas), 0.1)

const hatchLines = (recipe: Recipe): number => blackLines(recipe, hatchDefaults, recipe.hatch)
const shadowLines = (recipe: Recipe): number => blackLines(recipe, sketchDefaults, recipe.hatch)
const crossLines = (recipe: Recipe): number =>
  blackLines(recipe, crosshatchDefaults(recipe), recipe.crosshatch)
const flowLines = (recipe: Recipe): number => flowInk(recipe).most / recipe.pens[0].widthMm
const facetLines = (recipe: Recipe): number => mostOfFacets(recipe) / recipe.pens[0].widthMm

const waves =
  (pitchOf: (recipe: Recipe) => number): Count =>
  (recipe, { areaMm2 }) => {
    const stepMm = Math.max(0.05, recipe.pens[0].widthMm * 0.3)
    const rowsMm = areaMm2 / pitchOf(recipe)
    return { strokes: 400 + rowsMm / 100, points: (0.35 * rowsMm) / stepMm, laid: rowsMm / stepMm }
  }

/** How many strokes and points each style makes of a usual picture; measured by `bench/cost.bench.ts`. */
const counts: Record<StyleName, Count> = {
  lines,
  centerline: (_, { pixels }) => straight(200 + pixels * 0.0009, 5),
  sketch: (recipe, canvas) => sum(lines(recipe, canvas), shading(shadowLines)(recipe, canvas)),
  hatch: shading(hatchLines),
  crosshatch: shading(crossLines),
  flow: (recipe, canvas) => ofLength(inkLength(recipe, canvas, flowLines), runMm(canvas), 0.5),
  contour: (recipe, { areaMm2 }) => {
    const levels = recipe.contour.levels ?? 16 * 2.6 ** (2 * recipe.knobs.density - 1)
    return straight(levels * 8, Math.sqrt(areaMm2) / 3)
  },
  stipple: (recipe, { areaMm2 }) => {
    const wanted = recipe.stipple.dots ?? 9_000 * 4 ** (2 * recipe.knobs.density - 1)
    const largest = recipe.stipple.largestMm ?? recipe.stipple.smallestMm
    const inkMm2 = areaMm2 * usualInk
    const least = diskMm2(largest ?? smallestDot(recipe.pens[0].widthMm))
    return dots(recipe, largest ? inkMm2 / least : Math.min(wanted, inkMm2 / least), inkMm2)
  },
  tsp: (recipe) => {
    const points = recipe.tsp.points ?? 24_000 * 4 ** (2 * recipe.knobs.density - 1)
    return { strokes: 1, points, laid: points }
  },
  spiral: waves((recipe) => recipe.spiral.turnMm ?? usualPitchMm(recipe)),
  squiggle: waves((recipe) => recipe.squiggle.rowMm ?? usualPitchMm(recipe)),
  halftone: (recipe, canvas) => {
    const { kind, cellMm } = recipe.halftone
    if (kind === 'lines') return shading(blackScreenLines)(recipe, canvas)
    const usual = Math.max(0.9, recipe.pens[0].widthMm * 6) * 2.2 ** (1 - 2 * recipe.knobs.density)
    const cells = canvas.areaMm2 / (cellMm ?? usual) ** 2
    return dots(recipe, cells, canvas.areaMm2 * usualInk)
  },
  lowpoly: (recipe, canvas) => {
    const { points, hatched } = recipe.lowpoly
    const corners = points ?? (hatched ? 800 : 2400) * 4 ** (2 * recipe.knobs.detail - 1)
    const sideMm = 1.2 * Math.sqrt(canvas.areaMm2 / corners)
    return straight(3 * corners + (hatched ? inkLength(recipe, canvas, facetLines) / sideMm : 0), 3)
  },
  fill: (recipe, canvas) => areas(recipe.fill.colors, recipe.fill.leastMm2 ?? 1.2 * coarse(recipe), canvas),
  coloring: (recipe, canvas) =>
    areas(recipe.coloring.colors, recipe.coloring.leastMm2 ?? 12 * coarse(recipe), canvas),
}

/** About how many marks this style makes of a usual picture with these settings. */
export function countMarks(style: StyleName, recipe: Recipe, canvas: Canvas): Marks {
  return counts[style](recipe, canvas)
}

export function sum(a: Marks, b: Marks): Marks {
  return { strokes: a.strokes + b.strokes, points: a.points + b.points, laid: a.laid + b.laid }
}

/**
 * The length of pen strokes that lay the usual ink, in mm, and of what black paper takes beyond the style's own settings:
 * lines closer than those overlap, so that tone no longer bounds their length.
 */
function inkLength(recipe: Recipe, { areaMm2 }: Canvas, blackMm: (recipe: Recipe) => number): number {
  const { pens, knobs } = recipe
  const usual = (usualInk * (0.7 + 0.6 * knobs.darkness)) / pens[0].widthMm
  return areaMm2 * (usual + Math.max(0, blackMm(recipe) - blackMm(asSetByItself(recipe))))
}

/** The recipe with the density that the styles pick where nobody has turned it. */
function asSetByItself(recipe: Recipe): Recipe {
  const { hatch, crosshatch, flow, lowpoly, halftone } = recipe
  return {
    ...recipe,
    knobs: { ...recipe.knobs, density: 0.5 },
    hatch: { ...hatch, spacingMm: undefined, levels: undefined, anglesDeg: undefined },
    crosshatch: { ...crosshatch, spacingMm: undefined, anglesDeg: undefined },
    flow: { ...flow, spacingMm: undefined },
    lowpoly: { ...lowpoly, spacingMm: undefined },
    halftone: { ...halftone, cellMm: undefined },
  }
}

/** How long a line of shading runs until tone ends it: a share of the picture. */
const runMm = ({ areaMm2 }: Canvas): number => 0.15 * Math.sqrt(areaMm2)

/** What so many pixels side by side are on paper, in mm. */
const lengthOf = ({ areaMm2, pixels }: Canvas, count: number): number => count * Math.sqrt(areaMm2 / pixels)

const ofLength = (lengthMm: number, runMm: number, pointsPerMm: number): Marks =>
  straight(lengthMm / runMm, 1 + runMm * pointsPerMm)

const straight = (strokes: number, pointsEach: number): Marks => ({
  strokes,
  points: strokes * pointsEach,
  laid: strokes * pointsEach * 2,
})

const diskMm2 = (diameterMm: number): number => (Math.PI / 4) * diameterMm * diameterMm

function dots({ pens: [pen] }: Recipe, count: number, inkMm2: number): Marks {
  const each = dotPoints(Math.sqrt(inkMm2 / Math.max(1, count) / (Math.PI / 4)), pen.widthMm)
  return { strokes: count, points: count * each, laid: count * each }
}

const coarse = ({ knobs }: Recipe): number => 2 ** (2 - 4 * knobs.detail)

/** Areas of flat color: how many depends on the colors and on the least that is left, how long their borders on both. */
function areas(colors: number, leastMm2: number, { areaMm2, pixels }: Canvas): Marks {
  const mm2PerPx = areaMm2 / pixels
  const count = Math.min(
    (areaMm2 * Math.sqrt(colors)) / (60 * Math.max(leastMm2, 2 * mm2PerPx)),
    pixels * 0.05,
  )
  return straight(Math.max(count, colors * 4), 30)
}
