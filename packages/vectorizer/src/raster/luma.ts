import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { lightnessOf, linearOfCode } from '@plotline/strokes/tone/luminance'
import { createPlane } from '@plotline/strokes/tone/plane'

/** Luminance in linear light (Rec. 709 weights), 0 black … 1 white, of an opaque sRGB raster. */
export async function luminance(raster: Raster, pace: Pace = unpaced): Promise<Plane> {
  const { width, height, data } = raster
  const plane = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      plane.data[i] =
        0.2126 * linearOfCode[data[i * 4]] +
        0.7152 * linearOfCode[data[i * 4 + 1]] +
        0.0722 * linearOfCode[data[i * 4 + 2]]
    }
    await pace(width * 4)
  }
  return plane
}

/** The perceptual plane of a linear one (`lightnessOf` for each pixel, to four digits), kept within 0 … 1. */
export async function lightness(linear: Plane, pace: Pace = unpaced): Promise<Plane> {
  const { width, height } = linear
  const plane = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const at = Math.min(Math.max(linear.data[i], 0), 1) * tableSize
      const bin = at | 0
      plane.data[i] = lightnessTable[bin] + (lightnessTable[bin + 1] - lightnessTable[bin]) * (at - bin)
    }
    await pace(width * 4)
  }
  return plane
}

const tableSize = 4096
const lightnessTable = Float32Array.from({ length: tableSize + 2 }, (_, i) =>
  lightnessOf(Math.min(1, i / tableSize)),
)
