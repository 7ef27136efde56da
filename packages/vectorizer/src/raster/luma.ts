import type { Plane, Raster } from '../types.ts'
import { createPlane } from './plane.ts'

/** IEC 61966-2-1: an 8-bit sRGB code to linear light, 0 … 1. */
const linearOfCode = Float32Array.from({ length: 256 }, (_, code) => {
  const share = code / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
})

/** Luminance in linear light (Rec. 709 weights), 0 black … 1 white, of an opaque sRGB raster. */
export function luminance(raster: Raster): Plane {
  const plane = createPlane(raster.width, raster.height)
  const { data } = raster
  const out = plane.data
  for (let i = 0, at = 0; i < out.length; i++, at += 4) {
    out[i] =
      0.2126 * linearOfCode[data[at]] +
      0.7152 * linearOfCode[data[at + 1]] +
      0.0722 * linearOfCode[data[at + 2]]
  }
  return plane
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

/** The perceptual plane of a linear one (`lightnessOf` for each pixel). */
export function lightness(linear: Plane): Plane {
  const plane = createPlane(linear.width, linear.height)
  const { data } = plane
  for (let i = 0; i < data.length; i++) data[i] = lightnessOf(linear.data[i])
  return plane
}
