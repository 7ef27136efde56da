import { placementOf } from '@plotline/strokes/page/place'
import { croppedSize } from './raster/crop.ts'
import type { Recipe } from './recipe.ts'

/** Below so many pixels to a millimetre of paper each is wider than two lines of a fine pen, and shows. */
const fewestPxPerMm = 1.5

/**
 * What to say of a picture that is much smaller than its sheet: drawn that large, its pixels show. The size is that of the
 * upright original, not of the working image.
 */
export function coarseWarnings(
  { width, height }: { readonly width: number; readonly height: number },
  { tone, page }: Pick<Recipe, 'tone' | 'page'>,
): string[] {
  const cut = croppedSize(width, height, { rotateDeg: tone.rotateDeg, ...tone.crop })
  const pxPerMm = 1 / placementOf(cut.width, cut.height, page).mmPerPx
  if (pxPerMm >= fewestPxPerMm) return []
  const shown = pxPerMm.toFixed(1)
  return [
    `The picture is small for this sheet: ${cut.width} × ${cut.height} pixels, ${shown} to a millimetre. A larger one, or a smaller sheet, draws finer.`,
  ]
}
