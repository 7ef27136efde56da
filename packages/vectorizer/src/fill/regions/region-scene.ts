import type { Plane, Raster, Stroke } from '@plotline/strokes'
import { flattenCurves } from '@plotline/strokes/geometry/curves/flatten'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { transformStroke } from '@plotline/strokes/geometry/polyline'
import { rgbOfHex } from '../../color/oklab.ts'
import { type Canvas, type Marks, straight } from '../../cost-marks.ts'
import type { Knobs } from '../../knobs.ts'
import type { Place, Scene } from '../../style.ts'
import { nothing } from '../../trace/borders/crack-graph.ts'
import type { FittedBorder } from './fitted-border.ts'

/** How coarse regions are, 4 … 1 … 1/4: areas grow with it. */
export function coarsenessOf({ detail }: Knobs): number {
  return 2 ** (2 - 4 * detail)
}

/** Areas of flat color: how many depends on the colors and on the least that is left, how long their borders on both. */
export function countAreas(colors: number, leastMm2: number, { areaMm2, pixels }: Canvas): Marks {
  const mm2PerPx = areaMm2 / pixels
  const count = Math.min(
    (areaMm2 * Math.sqrt(colors)) / (60 * Math.max(leastMm2, 2 * mm2PerPx)),
    pixels * 0.05,
  )
  return straight(Math.max(count, colors * 4), 30)
}

/** The picture in color; a background that is to fade is mixed with the paper. */
export async function colorOf(scene: Scene, pace: Pace): Promise<Raster> {
  const image = await scene.color(pace)
  const { mask, background, paperColor } = scene
  if (!mask || background !== 'fade') return image
  const paper = rgbOfHex(paperColor)
  const data = image.data.slice()
  for (let i = 0; i < mask.data.length; i++) {
    const share = 0.3 + 0.7 * mask.data[i]
    for (let d = 0; d < 3; d++) data[i * 4 + d] = paper[d] + (data[i * 4 + d] - paper[d]) * share
  }
  return { ...image, data }
}

/** The mask where the background is to go, and none where it stays or fades. */
export function dropMask({ mask, background }: Scene): Plane | null {
  return background === 'drop' ? mask : null
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
