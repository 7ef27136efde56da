import type { Drawing, Plane, Raster } from '@plotline/strokes'
import { layoutDrawing } from '@plotline/strokes/page/layout'
import { placementOf } from '@plotline/strokes/page/place'
import { noPlanSteps, type PlanSteps, planLayers } from '@plotline/strokes/plan/plan-layers'
import { drawParts } from './parts.ts'
import { croppedSize } from './raster/crop.ts'
import { workingSize } from './raster/tone.ts'
import type { Recipe } from './recipe.ts'
import { needsEdges } from './recipe-styles.ts'
import { createRun } from './run.ts'
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
  // Layers of different pens are not drawn in one go: each begins at the corner.
  const planned = await planLayers(drawn, stepsOf(recipe), {
    sheet: placement.sheet,
    keepsJoints: true,
    startsAtCorner: true,
    stage: run.stage,
  })
  const drawing = await run.stage('layout', () =>
    layoutDrawing(placement.sheet, planned, { style: recipe.style, seed: recipe.seed, recipe }),
  )
  return { drawing, warnings: [...marginWarnings(drawing, recipe), ...warningsOf(drawing, parts)] }
}

function stepsOf({ plan }: Recipe): PlanSteps {
  const {
    simplifyMm,
    dedupeMm,
    mergeMm,
    minStrokeMm: minMm,
    order,
    sort,
    seams,
    passes,
    refillMm = null,
  } = plan
  return { ...noPlanSteps, simplifyMm, dedupeMm, mergeMm, minMm, order, sort, seams, passes, refillMm }
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
