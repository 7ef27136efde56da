import { placementOf } from '@plotline/strokes/page/place'
import type { OrderLevel } from '@plotline/strokes/plan/ordering/order'
import { type Canvas, type Marks, sum } from './cost-marks.ts'
import type { Recipe } from './recipe.ts'
import { groundStyleOf, parametersOf } from './recipe-styles.ts'
import { isSeparated } from './separate.ts'
import { type StyleName, styleOf } from './styles.ts'

/** What a drawing will take, about: of the right order, and for a usual picture rather above than below. */
export type Cost = {
  readonly strokes: number
  readonly points: number
  /** On one core of a machine of 2026. */
  readonly cpuSeconds: number
  /** Of the thread that draws and writes it, at its highest. */
  readonly memoryBytes: number
  /** Of the largest file that is kept of it. */
  readonly resultBytes: number
}

/** As most photos lie. */
const usualPhoto = { width: 4, height: 3 }

/**
 * What a recipe will take, told before anything is drawn, from its parameters alone: the sheet and the working pixels, what
 * the style makes of them, plates, passes, order. Where the picture's proportions are known they count.
 */
export function estimateCost(recipe: Recipe, image: { width: number; height: number } = usualPhoto): Cost {
  const canvas = canvasOf(recipe, image)
  const marks = marksOf(recipe, canvas)
  const { passes, order } = recipe.plan
  const points = marks.points * passes
  return {
    strokes: Math.round(marks.strokes),
    points: Math.round(points),
    cpuSeconds:
      0.5 +
      canvas.pixels * pixelSeconds(recipe) +
      marks.laid * 1e-6 +
      points * 3e-6 +
      orderSeconds(order, marks.strokes) +
      (marks.seconds ?? 0),
    memoryBytes:
      100e6 + canvas.pixels * pixelBytes(recipe) + marks.laid * 60 + points * 200 + marks.strokes * 600,
    resultBytes: points * 18 + marks.strokes * 32,
  }
}

function canvasOf(
  { workingPx, page, knobs }: Recipe,
  { width, height }: { width: number; height: number },
): Canvas {
  const { mmPerPx } = placementOf(width, height, page)
  const areaMm2 = width * height * mmPerPx * mmPerPx
  const pixels = (workingPx * workingPx * Math.min(width, height)) / Math.max(width, height)
  return { areaMm2, pixels, knobs }
}

/** The marks of the style, of each plate where there are several, and of the background where it has a style of its own. */
function marksOf(recipe: Recipe, canvas: Canvas): Marks {
  const own = platesOf(recipe, recipe.style, canvas)
  const ground = groundStyleOf(recipe)
  return ground ? sum(own, platesOf(recipe, ground, canvas)) : own
}

function platesOf(recipe: Recipe, name: StyleName, canvas: Canvas): Marks {
  const style = styleOf(name)
  const marks = style.count(parametersOf(recipe, name), recipe.pens, canvas)
  if (!isSeparated(recipe, style)) return marks
  const { mode, colors } = recipe.separation
  const plates = mode === 'cmyk' ? 4 : mode === 'pens' ? recipe.pens.length : colors
  return Array.from({ length: plates - 1 }).reduce<Marks>((all) => sum(all, marks), marks)
}

/** Of the styles that find edges in every pixel, and of the others. */
const drawsEdges = (recipe: Recipe): boolean =>
  [recipe.style, groundStyleOf(recipe)].some((name) => name && styleOf(name).stages.includes('edges'))
const pixelSeconds = (recipe: Recipe): number => (drawsEdges(recipe) ? 1.5e-6 : 0.7e-6)
const pixelBytes = (recipe: Recipe): number => (drawsEdges(recipe) ? 80 : 40)

/** Seconds per stroke of each level, and at most: the higher ones stop after so many tries. */
const orderEfforts: Record<OrderLevel, { each: number; tries: number; most: number }> = {
  none: { each: 0, tries: 0, most: 0 },
  greedy: { each: 8e-6, tries: 0, most: 0 },
  fast: { each: 40e-6, tries: 0, most: 0 },
  good: { each: 40e-6, tries: 12, most: 120_000 },
  best: { each: 40e-6, tries: 80, most: 400_000 },
}
const trySeconds = 40e-6

function orderSeconds(order: OrderLevel, strokes: number): number {
  const { each, tries, most } = orderEfforts[order]
  return strokes * each + Math.min(most, tries * strokes) * trySeconds
}
