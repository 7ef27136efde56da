import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { linearOfCode } from '@plotline/strokes/tone/luminance'
import { createPlane } from '@plotline/strokes/tone/plane'
import { resizePlane } from './resize.ts'

/** The code of each of 4097 steps of the square root of linear light: even steps to the eye, so that darks are exact too. */
const rootSteps = 4096
const codeOfRoot = Uint8Array.from({ length: rootSteps + 1 }, (_, step) => {
  const linear = (step / rootSteps) ** 2
  const share = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
  return Math.round(share * 255)
})

/** A raster at another size; the averaging happens in linear light, where it belongs. One channel at a time. */
export async function colorAt(
  raster: Raster,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<Raster> {
  if (width === raster.width && height === raster.height) return raster
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let channel = 0; channel < 3; channel++) {
    const resized = await resizePlane(await linearChannel(raster, channel, pace), width, height, pace)
    for (let i = 0; i < width * height; i++) {
      const linear = Math.min(1, Math.max(0, resized.data[i]))
      data[i * 4 + channel] = codeOfRoot[Math.round(Math.sqrt(linear) * rootSteps)]
    }
    await pace(width * height * 4)
  }
  return { width, height, data }
}

async function linearChannel({ width, height, data }: Raster, channel: number, pace: Pace): Promise<Plane> {
  const plane = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) plane.data[i] = linearOfCode[data[i * 4 + channel]]
    await pace(width * 2)
  }
  return plane
}
