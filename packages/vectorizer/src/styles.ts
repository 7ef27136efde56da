import { coloring } from './fill/coloring.ts'
import { crosshatch } from './fill/crosshatch.ts'
import { fill } from './fill/fill.ts'
import { flow } from './fill/flow.ts'
import { halftone } from './fill/halftone.ts'
import { hatch } from './fill/hatch.ts'
import { lowpoly } from './fill/lowpoly.ts'
import { sketch } from './fill/sketch.ts'
import { spiral } from './fill/spiral.ts'
import { squiggle } from './fill/squiggle.ts'
import { stipple } from './fill/stipple.ts'
import { tsp } from './fill/tsp.ts'
import { type Recipe, recipeSchema, type StyleName } from './recipe.ts'
import type { Style } from './style.ts'
import { centerline } from './trace/centerline.ts'
import { contour } from './trace/contour.ts'
import { lines } from './trace/lines.ts'
import { type StageName, stageNames } from './types.ts'

/** The ways of drawing, in menu order. */
export const styles: readonly Style[] = [
  lines,
  centerline,
  sketch,
  hatch,
  crosshatch,
  flow,
  contour,
  stipple,
  tsp,
  spiral,
  squiggle,
  halftone,
  lowpoly,
  fill,
  coloring,
]

/** The style of that name. */
export function styleOf(name: StyleName): Style {
  const style = styles.find((candidate) => candidate.name === name)
  if (!style)
    throw new RangeError(`Expected one of ${styles.map((known) => known.name).join(', ')}, got ${name}.`)
  return style
}

/** The keys of a recipe that hold this style's own parameters. */
export function parameterKeysOf(name: StyleName): readonly (keyof Recipe)[] {
  const { parameters } = styleOf(name)
  if (parameters) return parameters
  return name in recipeSchema.shape ? [name as keyof Recipe] : []
}

/** The style of its own that a recipe gives the background; null where it has none. */
export function groundStyleOf({ isolate }: Recipe): StyleName | null {
  return isolate.mode !== 'off' && isolate.background === 'style' ? isolate.backgroundStyle : null
}

/** Whether the recipe draws lines where a network finds edges: `vectorize` is then to be given what it found. */
export function needsEdges(recipe: Recipe): boolean {
  const names = [recipe.style, groundStyleOf(recipe)]
  const drawsLines = names.some((name) => name !== null && parameterKeysOf(name).includes('lines'))
  return drawsLines && recipe.lines.detector === 'learned'
}

/** The stages of the recipe's style, and of its background's. */
export function styleStagesOf(recipe: Recipe): ReadonlySet<StageName> {
  const ground = groundStyleOf(recipe)
  return new Set([...styleOf(recipe.style).stages, ...(ground ? styleOf(ground).stages : [])])
}

/** The stages this recipe goes through, in order. The job's stage rows are made from it. */
export function stagesOf(recipe: Recipe): StageName[] {
  const own = styleStagesOf(recipe)
  return stageNames.filter((stage) => {
    if (stage === 'isolate') return recipe.isolate.mode !== 'off'
    if (stage === 'detect') return needsEdges(recipe)
    return !styleStages.includes(stage) || own.has(stage)
  })
}

const styleStages: readonly StageName[] = ['edges', 'trace', 'fill']
