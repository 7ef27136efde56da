import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'

/** Steps of hue beside those of tone: about as far apart as they look (pure red and green differ by .45 in OKLab). */
const weight = 0.25 / 255

/**
 * Where each pixel lies between green and red, and between blue and yellow, in units that weigh about as much as steps
 * of tone; nothing where the image is grey. From sRGB codes, opposed as in the eye: quicker than OKLab, and near enough
 * to find borders.
 */
export async function chromaOf(raster: Raster, pace: Pace = unpaced): Promise<readonly Plane[]> {
  const { width, height, data } = raster
  const redGreen = createPlane(width, height)
  const yellowBlue = createPlane(width, height)
  let most = 0
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const red = data[i * 4]
      const green = data[i * 4 + 1]
      const a = red - green
      const b = (red + green) / 2 - data[i * 4 + 2]
      redGreen.data[i] = a * weight
      yellowBlue.data[i] = b * weight
      most = Math.max(most, Math.abs(a), Math.abs(b))
    }
    await pace(width * 4)
  }
  return most > greyCodes ? [redGreen, yellowBlue] : []
}

/** Colors that differ no more than this are shades of grey. */
const greyCodes = 8
