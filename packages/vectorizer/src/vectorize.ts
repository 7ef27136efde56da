import type { Plate } from './color/separate.ts'
import { layoutDrawing } from './page/layout.ts'
import { type Placement, placementOf } from './page/place.ts'
import { dedupeStrokes } from './plan/dedupe.ts'
import { filterShort } from './plan/filter.ts'
import { mergeStrokes } from './plan/merge.ts'
import { multipassStrokes } from './plan/multipass.ts'
import { splitForRefills } from './plan/refill.ts'
import { simplifyStrokes } from './plan/simplify.ts'
import { sortLayerSteps } from './plan/sort.ts'
import { adjustTone } from './raster/adjust.ts'
import { colorAt } from './raster/color-at.ts'
import { type Crop, cropPlane, croppedSize, cropRaster } from './raster/crop.ts'
import { luminanceOfHex } from './raster/luma.ts'
import { inTurns } from './raster/pace.ts'
import { inverted, levelled, lightAt, maskAt, noiseOf, withoutGround, workingSize } from './raster/tone.ts'
import type { Recipe } from './recipe.ts'
import { createRun, type Run } from './run.ts'
import { drawPlates, isSeparated, platesOf } from './separate.ts'
import type { Scene, Style } from './style.ts'
import { styleOf } from './styles.ts'
import type { Drawing, Layer, Plane, Raster, RunOptions, Stroke } from './types.ts'

export type VectorizeOptions = RunOptions & {
  /** The subject's share per pixel, of any size over the same picture; without one all of the image is drawn. */
  readonly mask?: Plane
}

/**
 * Turns an image into a drawing as the recipe says: tone, the style's own stages, then the plan and the page.
 * The same raster, mask and recipe give the same drawing. Throws `signal.reason` within 50 ms of an abort.
 * `warnings` are sentences for people: the drawing is right but may not be what was hoped for.
 */
export async function vectorize(
  raster: Raster,
  recipe: Recipe,
  options: VectorizeOptions = {},
): Promise<{ drawing: Drawing; warnings: string[] }> {
  checkRaster(raster)
  const run = createRun(options)
  const whole = croppedSize(raster.width, raster.height, cropOf(recipe))
  const size = workingSize(whole.width, whole.height, recipe.workingPx)
  const placement = placementOf(size.width, size.height, recipe.page)

  const { plates, ...scene } = await prepare(raster, options.mask ?? null, recipe, placement, size, run)
  const style = styleOf(recipe.style)
  const drawn = await drawScene(scene, plates, style, recipe, run)
  const planned = await planLayers(drawn, style.isDotted ?? false, recipe.plan, run)
  const drawing = await run.stage('layout', () =>
    layoutDrawing(placement.sheet, planned, { style: recipe.style, seed: recipe.seed, recipe }),
  )
  return { drawing, warnings: warningsOf(drawing, scene) }
}

async function drawScene(
  scene: Scene,
  plates: readonly Plate[],
  style: Style,
  recipe: Recipe,
  run: Run,
): Promise<readonly Layer[]> {
  if (isSeparated(recipe, style)) return drawPlates(plates, scene, style, recipe, run)
  if (style.drawLayers) return style.drawLayers(scene, recipe, run)
  return [{ pen: recipe.pens[0], strokes: await style.draw(scene, recipe, run) }]
}

/** Simplifies, joins and orders the strokes of each layer; marks as small as the pen are only ordered. */
async function planLayers(
  layers: readonly Layer[],
  isDotted: boolean,
  { simplifyMm, dedupeMm, mergeMm, minStrokeMm, order, sort, passes, refillMm }: Recipe['plan'],
  run: Run,
): Promise<Layer[]> {
  const change = (all: readonly Layer[], to: (strokes: readonly Stroke[]) => Stroke[]): readonly Layer[] =>
    isDotted ? all : all.map((layer) => ({ ...layer, strokes: to(layer.strokes) }))
  const simple = await run.stage('simplify', () =>
    change(layers, (strokes) => dedupeStrokes(simplifyStrokes(strokes, simplifyMm), dedupeMm)),
  )
  const merged = await run.stage('merge', () =>
    change(simple, (strokes) => filterShort(mergeStrokes(strokes, mergeMm), minStrokeMm)),
  )
  return run.stage('order', async ({ pace, progress }) => {
    // Layers of different pens are not drawn in one go: each begins at the corner.
    const ordered: Layer[] = []
    for (const layer of merged) {
      const steps = sortLayerSteps([layer], { level: order, sort })
      const report = (share: number) => progress((ordered.length + share) / merged.length)
      ordered.push(...(await inTurns(steps, pace, report)))
    }
    return splitForRefills(
      change(ordered, (strokes) => multipassStrokes(strokes, passes)),
      refillMm,
    )
  })
}

function prepare(
  raster: Raster,
  mask: Plane | null,
  recipe: Recipe,
  placement: Placement,
  { width, height }: { width: number; height: number },
  run: Run,
): Promise<Scene & { readonly plates: readonly Plate[] }> {
  return run.stage('tone', async ({ pace, progress }) => {
    const image = await cropRaster(raster, cropOf(recipe), pace)
    const taken = await lightAt(image, width, height, pace)
    progress(0.5)
    const part = mask && (await cropPlane(mask, cropOf(recipe), pace))
    const subject = part && (await maskAt(part, width, height, pace))
    const light = await adjustTone(levelled(taken, subject), recipe.tone, pace)
    const toShade = isLightPen(recipe) ? inverted(light) : light
    const shade = withoutGround(toShade, subject, recipe.isolate.background)
    let color: Promise<Raster> | undefined
    const scene: Scene = {
      light,
      shade,
      mask: subject,
      noise: noiseOf(light),
      place: placement,
      color: (pace) => {
        color ??= colorAt(image, width, height, pace)
        return color
      },
    }
    const isPerPen = isSeparated(recipe, styleOf(recipe.style))
    return { ...scene, plates: isPerPen ? await platesOf(scene, recipe, pace) : [] }
  })
}

function cropOf({ tone: { rotateDeg, crop } }: Recipe): Crop {
  return { rotateDeg, ...crop }
}

/** A light pen on dark paper draws the light and leaves the dark. */
function isLightPen({ pens: [pen], page }: Recipe): boolean {
  return luminanceOfHex(pen.color) > luminanceOfHex(page.paperColor)
}

function warningsOf(drawing: Drawing, scene: Scene): string[] {
  if (drawing.layers.some(({ strokes, regions = [] }) => strokes.length + regions.length > 0)) return []
  const isMasked = scene.mask?.data.every((share) => share < 0.5)
  return [
    isMasked
      ? 'No subject was found, so nothing is left to draw. Draw the whole image instead.'
      : 'The image has nothing to draw with these settings. More detail or darkness may help.',
  ]
}

function checkRaster({ width, height, data }: Raster): void {
  if (width < 1 || height < 1 || data.length !== width * height * 4) {
    throw new RangeError(`Expected ${width} × ${height} × 4 bytes of pixels, got ${data.length}.`)
  }
}
