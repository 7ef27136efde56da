import type { Plane, Raster, Stroke } from '@plotline/strokes'
import { flattenCurves } from '@plotline/strokes/geometry/curves/flatten'
import { transformStroke } from '@plotline/strokes/geometry/polyline'
import { rgbOfHex } from '../../color/oklab.ts'
import type { Pace } from '../../raster/pace.ts'
import type { Recipe } from '../../recipe.ts'
import type { Place, Scene } from '../../style.ts'
import { nothing } from '../../trace/borders/crack-graph.ts'
import type { FittedBorder } from './fitted-border.ts'
import type { RegionOptions } from './regions.ts'

/** What the knobs make of regions; lengths on paper become pixels. */
export function pickRegionOptions({ place }: Scene, { fill: given, knobs }: Recipe): RegionOptions {
  const { mmPerPx } = place
  const coarse = 2 ** (2 - 4 * knobs.detail)
  const tolerance = (0.04 + 0.1 * knobs.smoothness) / mmPerPx
  const isBlack = given.inks === 'black'
  const leastMm2 = given.leastMm2 ?? 1.2 * coarse
  return {
    colors: given.colors,
    leastPx: leastMm2 / (mmPerPx * mmPerPx),
    smoothPx: ((0.05 + 0.35 * knobs.smoothness) * Math.sqrt(coarse)) / mmPerPx,
    // Beside another tone a border may be calm; black on white shows whatever it leaves out.
    fit: isBlack
      ? { tolerance: Math.max(0.54, tolerance), calmings: 1 }
      : { tolerance: Math.max(0.55, tolerance), calmings: 3 },
  }
}

/** The picture in color; a background that is to fade is mixed with the paper. */
export async function colorOf(scene: Scene, { isolate, page }: Recipe, pace: Pace): Promise<Raster> {
  const image = await scene.color(pace)
  const { mask } = scene
  if (!mask || isolate.background !== 'fade') return image
  const paper = rgbOfHex(page.paperColor)
  const data = image.data.slice()
  for (let i = 0; i < mask.data.length; i++) {
    const share = 0.3 + 0.7 * mask.data[i]
    for (let d = 0; d < 3; d++) data[i * 4 + d] = paper[d] + (data[i * 4 + d] - paper[d]) * share
  }
  return { ...image, data }
}

/** The mask where the background is to go, and none where it stays or fades. */
export function dropMask({ mask }: Scene, { isolate }: Recipe): Plane | null {
  return isolate.background === 'drop' ? mask : null
}

/** Every border once, as strokes in sheet mm; the frame of a picture of the given size is left out. */
export function borderStrokes(
  borders: readonly FittedBorder[],
  image: { readonly width: number; readonly height: number } | undefined,
  { mmPerPx, xMm, yMm }: Place,
): Stroke[] {
  const isFrame = ({ left, right, corners }: FittedBorder) => {
    if (!image || (left !== nothing && right !== nothing)) return false
    for (let i = 0; i < corners.length; i += 2) {
      const [x, y] = [corners[i], corners[i + 1]]
      if (x > 0 && x < image.width && y > 0 && y < image.height) return false
    }
    return true
  }
  return borders.flatMap((border) => {
    if (isFrame(border)) return []
    const points = flattenCurves(border.curve, 0.02 / mmPerPx, border.closed)
    return [transformStroke({ points, closed: border.closed }, mmPerPx, xMm, yMm)]
  })
}
