import type { Drawing, Layer, Plane, Raster, Stroke } from '@plotline/strokes'
import { strokesOf, withStrokes } from '@plotline/strokes/geometry/marks'
import { inTurns, type Pace } from '@plotline/strokes/geometry/pace'
import { layoutDrawing } from '@plotline/strokes/page/layout'
import { placementOf } from '@plotline/strokes/page/place'
import { dedupeSteps } from '@plotline/strokes/plan/joining/dedupe'
import { filterShort } from '@plotline/strokes/plan/joining/filter'
import { mergeSteps } from '@plotline/strokes/plan/joining/merge'
import { simplifySteps } from '@plotline/strokes/plan/joining/simplify'
import { orderedLayers } from '@plotline/strokes/plan/plan-layers'
import { type Drawn, drawParts, joinLayers } from './parts.ts'
import { croppedSize } from './raster/crop.ts'
import { workingSize } from './raster/tone.ts'
import type { Recipe } from './recipe.ts'
import { needsEdges } from './recipe-styles.ts'
import { createRun, type Run } from './run.ts'
import { cropOf, type Part, prepareParts } from './scene.ts'
import type { RunOptions } from './types.ts'

export type VectorizeOptions = RunOptions & {
  /** The subject's share per pixel, of any size over the same picture; without one all of the image is drawn. */
  readonly mask?: Plane
  /**
   * How surely an edge runs through each pixel, 0 … 1, of any size over the same picture, as a network answers it: what
   * the detector `learned` draws its lines from, needed for such a recipe (`needsEdges`).
   */
  readonly edges?: Plane
}

/**
 * Turns an image into a drawing as the recipe says: tone, the style's own stages, then the plan and the page.
 * The same raster, mask, edges and recipe give the same drawing. Throws `signal.reason` within 50 ms of an abort, `RangeError`
 * for a recipe that needs edges where there are none: no other detector takes their place.
 * `warnings` are sentences for people: the drawing is right but may not be what was hoped for.
 */
export async function vectorize(
  raster: Raster,
  recipe: Recipe,
  options: VectorizeOptions = {},
): Promise<{ drawing: Drawing; warnings: string[] }> {
  checkRaster(raster)
  const { mask = null, edges = null } = options
  if (!edges && needsEdges(recipe))
    throw new RangeError('Expected edges for the detector "learned", got none.')
  const run = createRun(options)
  const whole = croppedSize(raster.width, raster.height, cropOf(recipe))
  const size = workingSize(whole.width, whole.height, recipe.workingPx)
  const placement = placementOf(size.width, size.height, recipe.page)

  const parts = await run.stage('tone', (tools) =>
    prepareParts({ raster, mask, edges }, recipe, { ...size, place: placement }, tools),
  )
  const drawn = await drawParts(parts, recipe, run)
  const planned = await planLayers(drawn, recipe.plan, run)
  const drawing = await run.stage('layout', () =>
    layoutDrawing(placement.sheet, planned, { style: recipe.style, seed: recipe.seed, recipe }),
  )
  return { drawing, warnings: [...marginWarnings(drawing, recipe), ...warningsOf(drawing, parts)] }
}

/** Simplifies, joins and orders the strokes of each layer. */
async function planLayers(
  parts: readonly Drawn[],
  { simplifyMm, dedupeMm, mergeMm, minStrokeMm, order, sort, seams, passes, refillMm }: Recipe['plan'],
  run: Run,
): Promise<Layer[]> {
  const simple = await run.stage('simplify', ({ pace }) =>
    changeLines(parts, pace, function* (strokes) {
      return yield* dedupeSteps(yield* simplifySteps(strokes, simplifyMm), dedupeMm)
    }),
  )
  const merged = await run.stage('merge', async ({ pace }) =>
    joinLayers(
      await changeLines(simple, pace, function* (strokes) {
        return filterShort(yield* mergeSteps(strokes, mergeMm), minStrokeMm)
      }),
    ),
  )
  return run.stage('order', async ({ pace, progress }) => {
    const ordering = { order, sort, reloop: false, seams, passes, passesOf: {}, refillMm: refillMm ?? null }
    // Layers of different pens are not drawn in one go: each begins at the corner.
    const done: Layer[] = []
    for (const [i, layer] of merged.entries()) {
      const report = (share: number) => progress((i + share) / merged.length)
      done.push(...(await inTurns(orderedLayers([layer], ordering), pace, report)))
    }
    return done
  })
}

/** The parts with the strokes of each layer changed, dots as they are. */
async function changeLines(
  parts: readonly Drawn[],
  pace: Pace,
  to: (strokes: readonly Stroke[]) => Generator<number, Stroke[]>,
): Promise<Drawn[]> {
  const changed: Drawn[] = []
  for (const part of parts) {
    const layers: Layer[] = []
    for (const layer of part.layers) {
      layers.push(part.isDotted ? layer : withStrokes(layer, await inTurns(to(strokesOf(layer.marks)), pace)))
    }
    changed.push({ ...part, layers })
  }
  return changed
}

function marginWarnings({ sheet }: Drawing, { page }: Recipe): string[] {
  if (page.marginMm <= sheet.marginMm) return []
  const taken = Math.floor(10 * sheet.marginMm) / 10
  return [`A margin of ${page.marginMm} mm leaves no room to draw on this paper; ${taken} mm are taken.`]
}

function warningsOf(drawing: Drawing, parts: readonly Part[]): string[] {
  if (drawing.layers.some(({ marks }) => marks.length > 0)) return []
  const isMasked = parts.every(({ scene }) => scene.mask?.data.every((share) => share < 0.5))
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
