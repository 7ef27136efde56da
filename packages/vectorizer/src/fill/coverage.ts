import { lightnessOf, luminanceOf } from '../raster/luma.ts'
import { createPlane } from '../raster/plane.ts'
import type { Plane } from '../types.ts'

export type CoverageOptions = {
  /** The most ink the lines can lay, as a share of paper. */
  readonly most: number
  /** Tones lighter than this stay paper, 0 … 1. */
  readonly threshold: number
  /** Above 1 the middle tones get darker. */
  readonly gamma: number
}

/**
 * How much of the paper ink must cover for each tone. The image's lightness is fitted into what ink lines can reach,
 * evenly to the eye, and the coverage then follows from light: a sheet covered by a share c of black reflects 1 - c.
 */
export function coverageOf(light: Plane, { most, threshold, gamma }: CoverageOptions): Plane {
  const darkest = lightnessOf(1 - most)
  const table = Float32Array.from({ length: 1025 }, (_, i) => {
    const tone = threshold > 0 ? Math.min(1, i / 1024 / threshold) : 1
    return 1 - luminanceOf(darkest + (1 - darkest) * tone ** gamma)
  })
  const out = createPlane(light.width, light.height)
  for (let i = 0; i < out.data.length; i++) {
    const at = Math.min(Math.max(light.data[i], 0), 1) * 1023.999
    const bin = at | 0
    out.data[i] = table[bin] + (table[bin + 1] - table[bin]) * (at - bin)
  }
  return out
}
