import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { writeOklab } from './oklab.ts'

/** Bits per channel: 32 steps are finer than sixteen or sixty colors need, and few enough to be quick. */
const bits = 5
const drop = 8 - bits

/** The colors of an image: what is alike is counted together. */
export type ColorHistogram = {
  /** L, a, b of each color: the mean of what was counted. */
  readonly lab: Float32Array
  /** How many pixels each color stands for, shares of a mask counted as such. */
  readonly weight: Float64Array
  /** The color's number for each pixel; pixels outside the mask have one too. */
  readonly colorOf: Uint16Array
}

/**
 * Counts the colors of a raster in cells of 8 × 8 × 8 codes. With a mask of the same size each pixel counts for its
 * share. O(pixels), with OKLab computed per color and not per pixel.
 */
export async function colorHistogram(
  raster: Raster,
  mask: Plane | null = null,
  pace: Pace = unpaced,
): Promise<ColorHistogram> {
  const { width, height, data } = raster
  const cells = 1 << (3 * bits)
  const sums = new Float64Array(cells * 4)
  const counted = new Uint8Array(cells)
  const colorOf = new Uint16Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const red = data[i * 4]
      const green = data[i * 4 + 1]
      const blue = data[i * 4 + 2]
      const cell = ((red >> drop) << (2 * bits)) | ((green >> drop) << bits) | (blue >> drop)
      // What the mask leaves out weighs next to nothing, but still needs a color.
      const share = mask ? Math.max(mask.data[i], 1e-6) : 1
      sums[cell * 4] += red * share
      sums[cell * 4 + 1] += green * share
      sums[cell * 4 + 2] += blue * share
      sums[cell * 4 + 3] += share
      counted[cell] = 1
      colorOf[i] = cell
    }
    await pace(width * 6)
  }
  let count = 0
  const nameOf = new Uint16Array(cells)
  for (let cell = 0; cell < cells; cell++) if (counted[cell]) nameOf[cell] = count++
  const lab = new Float32Array(count * 3)
  const weight = new Float64Array(count)
  for (let cell = 0; cell < cells; cell++) {
    if (!counted[cell]) continue
    const at = nameOf[cell]
    const share = sums[cell * 4 + 3]
    weight[at] = share
    writeOklab(sums[cell * 4] / share, sums[cell * 4 + 1] / share, sums[cell * 4 + 2] / share, lab, at * 3)
  }
  await pace(cells * 10)
  for (let i = 0; i < colorOf.length; i++) colorOf[i] = nameOf[colorOf[i]]
  return { lab, weight, colorOf }
}
