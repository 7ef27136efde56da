import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { type ColorHistogram, colorHistogram } from './histogram.ts'
import { kMeans } from './kmeans.ts'

/** An image in few colors: the palette as L, a, b …, light to dark, and the color's number for each pixel. */
export type Quantized = {
  readonly palette: Float32Array
  readonly labels: Uint8Array
  readonly width: number
  readonly height: number
}

/** Differences of hue count so much more than those of lightness: a small red thing matters more than one more gray. */
const chromaScale = 2.5
/** Of a or b in OKLab: less is no color. */
const grayChroma = 0.01

/**
 * Reduces a raster to `count` colors by weighted k-means in OKLab over its histogram. What is rare and colorful gets a
 * color too: each cell of the histogram weighs the root of its pixels, and chroma is stretched, as a color difference
 * wants it (ΔEOK2 of CSS Color 4 takes 2). Grays alone are cut as they are, two of them as by Otsu 1979. With a mask the
 * colors are chosen for the subject alone; every pixel still gets one.
 */
export async function quantize(
  raster: Raster,
  count: number,
  mask: Plane | null = null,
  pace: Pace = unpaced,
): Promise<Quantized> {
  const { width, height } = raster
  const histogram = await colorHistogram(raster, mask, pace)
  const { lab, weight, colorOf } = histogram
  const isGray = lab.every((value, i) => i % 3 === 0 || Math.abs(value) < grayChroma)
  const clusters = isGray
    ? await kMeans(lab, weight, { count }, pace)
    : await kMeans(
        lab.map((value, i) => (i % 3 === 0 ? value : value * chromaScale)),
        weight.map(Math.sqrt),
        { count },
        pace,
      )
  const { palette, names } = meanColors(histogram, clusters.labels)
  const pixels = new Uint8Array(width * height)
  for (let i = 0; i < pixels.length; i++) pixels[i] = names[colorOf[i]]
  return { palette, labels: pixels, width, height }
}

/** The mean of the pixels of each label, light to dark, and the name under which each color finds its own there. */
function meanColors({ lab, weight }: ColorHistogram, labels: Uint8Array) {
  const sums = new Float64Array(256 * 4)
  for (let i = 0; i < labels.length; i++) {
    const at = labels[i] * 4
    for (let d = 0; d < 3; d++) sums[at + d] += weight[i] * lab[i * 3 + d]
    sums[at + 3] += weight[i]
  }
  const meanOf = (label: number, d: number) => sums[label * 4 + d] / sums[label * 4 + 3]
  const order = [...new Set(labels)].sort((p, q) => meanOf(q, 0) - meanOf(p, 0) || p - q)
  const palette = Float32Array.from({ length: order.length * 3 }, (_, i) =>
    meanOf(order[Math.floor(i / 3)], i % 3),
  )
  const nameOf = new Uint8Array(256)
  for (const [name, label] of order.entries()) nameOf[label] = name
  return { palette, names: labels.map((label) => nameOf[label]) }
}
