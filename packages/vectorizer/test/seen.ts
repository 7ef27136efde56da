import type { Drawing, Plane } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { lightnessOf } from '@plotline/strokes/tone/luminance'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { renderDrawing } from '@plotline/strokes/write/render'
import { inkFor } from '../src/fill/wanted-ink.ts'
import { gaussian } from '../src/raster/gaussian.ts'
import { type Recipe, type RecipeInput, recipeSchema } from '../src/recipe.ts'
import { parametersOf } from '../src/recipe-styles.ts'
import type { InkRange, Style } from '../src/style.ts'
import type { StyleName } from '../src/styles.ts'
import { drawStyle } from './draw-style.ts'
import { askedBy, drawPlane, sceneOf } from './scenes.ts'

/** How far the eye blurs, on paper. */
const blurMm = 1.5

/**
 * The share of paper that the strokes cover, rendered at pen width and blurred at 1.5 mm, on a grid of `pxPerMm`.
 * The colors of pens and paper play no part.
 */
export function seenInk(drawing: Drawing, pxPerMm = 8): Promise<Plane> {
  const layers = drawing.layers.map(({ pen, marks }) => ({
    pen: { ...pen, color: '#000000' },
    marks: strokesOf(marks),
  }))
  const sheet = { ...drawing.sheet, paperColor: '#ffffff' }
  const { width, height, data } = renderDrawing({ ...drawing, sheet, layers }, { pxPerMm })
  const ink = { width, height, data: new Float32Array(width * height) }
  for (let i = 0; i < ink.data.length; i++) ink.data[i] = 1 - data[i * 4] / 255
  return gaussian(ink, blurMm * pxPerMm)
}

/** The ink that a plane of shades asks for when drawn faithfully, blurred at 1.5 mm; `mmPerPx` is the plane's scale. */
export function faithfulInk(shade: Plane, recipe: Recipe, range: InkRange, mmPerPx: number): Promise<Plane> {
  return gaussian(inkFor(shade, recipe.pens, askedBy(recipe), range), blurMm / mmPerPx)
}

/** Lightness of black ink on white paper. */
export const toneOfInk = (ink: number) => lightnessOf(Math.min(1, Math.max(0, 1 - ink)))

/** What ink a tonal style lays by a recipe. */
export function inkRangeOf(style: Style<StyleName>, recipe: Recipe): InkRange | undefined {
  return style.ink?.(parametersOf(recipe, style.name), recipe.pens, recipe.knobs)
}

export type WedgeStep = { readonly wanted: number; readonly seen: number }

/** What ink a style lays on each of some even steps of shade, drawn one beside the other, and what it should. */
export async function measureWedge(
  style: Style<StyleName>,
  input: RecipeInput,
  steps = 9,
  sideMm = 14,
): Promise<WedgeStep[]> {
  const recipe = recipeSchema.parse({ ...input, style: style.name })
  const range = inkRangeOf(style, recipe)
  if (!range) throw new Error(`Expected a tonal style, got ${style.name}.`)
  const sidePx = 80
  const mmPerPx = sideMm / sidePx
  const shade = drawPlane(steps * sidePx, sidePx, (x) => 1 - Math.floor(x / sidePx) / (steps - 1))
  const place = { mmPerPx, xMm: 5, yMm: 5 }
  const scene = sceneOf(shade, place)
  const strokes = await drawStyle(scene, recipe)
  const sheet = { widthMm: steps * sideMm + 10, heightMm: sideMm + 10, marginMm: 0, paperColor: '#ffffff' }
  const layers = [{ pen: recipe.pens[0], marks: strokes }]
  const pxPerMm = Math.max(8, 3 / recipe.pens[0].widthMm)
  const drawing = { sheet, layers, meta: { style: style.name, seed: 1 } } as const
  const seen = await seenInk(drawing, pxPerMm)
  const wanted = inkFor(shade, recipe.pens, askedBy(recipe), range)
  return Array.from({ length: steps }, (_, step) => {
    let sum = 0
    // The middle of each step, away from what its neighbors blur into it.
    for (let i = 0; i < 64; i++) {
      const x = (step + 0.25 + (0.5 * ((i & 7) + 0.5)) / 8) * sideMm
      const y = (0.25 + (0.5 * ((i >> 3) + 0.5)) / 8) * sideMm
      sum += samplePlane(seen, (x + 5) * pxPerMm, (y + 5) * pxPerMm)
    }
    return { wanted: wanted.data[(step + 0.5) * sidePx], seen: sum / 64 }
  })
}
