import type { Plane, Raster } from '../types.ts'
import { type Pace, unpaced } from './pace.ts'
import { createPlane } from './plane.ts'

/** IEC 61966-2-1: an 8-bit sRGB code to linear light, 0 … 1. */
export const linearOfCode = Float64Array.from({ length: 256 }, (_, code) => {
  const share = code / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
})

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

/** Luminance in linear light of a color `#rrggbb`, 0 … 1. */
export function luminanceOfHex(color: string): number {
  const code = Number.parseInt(color.slice(1), 16)
  return (
    0.2126 * linearOfCode[code >> 16] +
    0.7152 * linearOfCode[(code >> 8) & 255] +
    0.0722 * linearOfCode[code & 255]
  )
}

/** CIE 1976 lightness of a luminance, both 0 … 1: equal steps look equal. */
export function lightnessOf(luminance: number): number {
  return luminance > 216 / 24389 ? 1.16 * Math.cbrt(luminance) - 0.16 : (luminance * 24389) / 2700
}

/** Luminance of a CIE 1976 lightness, both 0 … 1. The inverse of `lightnessOf`. */
export function luminanceOf(lightness: number): number {
  if (lightness <= 0.08) return (lightness * 2700) / 24389
  const root = (lightness + 0.16) / 1.16
  return root * root * root
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
