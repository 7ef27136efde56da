import type { Layer } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { type Plate, pensOf, separateByPens, separateForPrint } from './color/separate.ts'
import { withoutGround } from './raster/tone.ts'
import { tonesOf } from './raster/tones.ts'
import type { Recipe } from './recipe.ts'
import type { Run } from './run.ts'
import type { ParametersOf, Scene, Style } from './style.ts'

/** How far lines of one plate are turned from those of the one before, so that they make no moiré. */
const turnDeg = 30

/** Whether a recipe draws one plate per pen: it asks for it, and its style makes tone. */
export function isSeparated({ separation }: Recipe, style: Style): boolean {
  return separation.mode !== 'none' && makesTone(style)
}

/** Whether a style shows light and shade by how much ink it lays. */
export function makesTone({ ink, isTonal }: Style): boolean {
  return ink !== undefined || isTonal === true
}

type Drawn = {
  readonly scene: Scene
  readonly style: Style
  readonly parameters: ParametersOf<Style['parameters']>
}

/** Draws each plate with its pen: layers, light pens first. */
export async function drawPlates(
  plates: readonly Plate[],
  { scene, style, parameters }: Drawn,
  run: Run,
): Promise<Layer[]> {
  const layers: Layer[] = []
  for (const [index, { pen, shade }] of plates.entries()) {
    const clear = withoutGround(shade, scene.mask, scene.background)
    const turned = style.turned?.(parameters, index * turnDeg) ?? parameters
    const own = { ...scene, shade: clear, seed: (scene.seed + index) >>> 0 }
    const strokes = await style.draw(own, turned, [pen], run.part(index, plates.length))
    const tones = await tonesOf(clear, scene.place)
    layers.push({ pen, marks: strokes.map((stroke) => ({ ...stroke, tones })) })
  }
  return layers
}

/** Splits the scene's colors as the recipe says. */
export async function platesOf(
  scene: Scene,
  { separation, pens, page }: Recipe,
  pace: Pace,
): Promise<Plate[]> {
  const color = await scene.color(pace)
  const [{ widthMm }] = pens
  if (separation.mode === 'cmyk') return separateForPrint(color, widthMm, pace)
  if (separation.mode === 'pens') return separateByPens(color, pens, page.paperColor, pace)
  const found = await pensOf(color, separation.colors, page.paperColor, widthMm, scene.mask, pace)
  return separateByPens(color, found, page.paperColor, pace)
}
