import type { Pen, Plane, Raster } from '@plotline/strokes'
import { luminanceOfHex } from '@plotline/strokes/tone/luminance'
import type { Plate } from './color/separate.ts'
import { adjustTone } from './raster/adjust.ts'
import { colorAt } from './raster/color-at.ts'
import { type Crop, cropPlane, cropRaster } from './raster/crop.ts'
import { inverted, levelled, lightAt, maskAt, noiseOf, withoutGround } from './raster/tone.ts'
import type { Recipe } from './recipe.ts'
import { groundStyleOf, parametersOf } from './recipe-styles.ts'
import type { StageTools } from './run.ts'
import { isSeparated, platesOf } from './separate.ts'
import type { ParametersOf, Place, Scene, Style } from './style.ts'
import { type StyleName, styleOf } from './styles.ts'

/** What one style draws: all of the image, its subject, or its background. */
export type Part = {
  readonly style: Style
  readonly parameters: ParametersOf<Style['parameters']>
  readonly pens: readonly Pen[]
  readonly scene: Scene
  /** What each pen is to shade, where the recipe shares the image among several; null where it does not. */
  readonly plates: readonly Plate[] | null
}

/**
 * The image at its working size as the recipe prepares it: one part, or two where there is a mask and the background is
 * to have a style of its own. The background comes first, as it is plotted first.
 */
export async function prepareParts(
  { raster, mask, edges }: { raster: Raster; mask: Plane | null; edges: Plane | null },
  recipe: Recipe,
  { width, height, place }: { width: number; height: number; place: Place },
  { pace, progress }: StageTools,
): Promise<Part[]> {
  const image = await cropRaster(raster, cropOf(recipe), pace)
  const taken = await lightAt(image, width, height, pace)
  progress(0.5)
  const sharesOf = async (plane: Plane | null) =>
    plane && maskAt(await cropPlane(plane, cropOf(recipe), pace), width, height, pace)
  const subject = await sharesOf(mask)
  const learned = await sharesOf(edges)
  const color = colorOnce(image, width, height)
  const { knobs, pens, seed } = recipe
  const { background } = recipe.isolate
  const { paperColor } = recipe.page
  const partOf = async (shown: Plane | null, name: StyleName): Promise<Part> => {
    const style = styleOf(name)
    const light = await adjustTone(levelled(taken, shown), recipe.tone, pace)
    const toShade = isLightPen(recipe) ? inverted(light) : light
    const shade = withoutGround(toShade, shown, background)
    const scene: Scene = {
      light,
      shade,
      mask: shown,
      edges: learned,
      noise: noiseOf(light),
      place,
      paperColor,
      background,
      knobs,
      seed,
      color,
    }
    const plates = isSeparated(recipe, style) ? await platesOf(scene, recipe, pace) : null
    return { style, parameters: parametersOf(recipe, name), pens, scene, plates }
  }
  const main = await partOf(subject, recipe.style)
  const ground = groundStyleOf(recipe)
  if (!subject || !ground) return [main]
  return [await partOf(inverted(subject), ground), main]
}

/** Apart from what else an image is prepared with, so that nothing more than the image is kept for it. */
function colorOnce(image: Raster, width: number, height: number): Scene['color'] {
  let asked: Promise<Raster> | undefined
  return (pace) => {
    asked ??= colorAt(image, width, height, pace)
    return asked
  }
}

export function cropOf({ tone: { rotateDeg, crop } }: Recipe): Crop {
  return { rotateDeg, ...crop }
}

/** A light pen on dark paper draws the light and leaves the dark. */
function isLightPen({ pens: [pen], page }: Recipe): boolean {
  return luminanceOfHex(pen.color) > luminanceOfHex(page.paperColor)
}
