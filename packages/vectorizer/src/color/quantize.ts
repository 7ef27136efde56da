import { type Pace, unpaced } from '../raster/pace.ts'
import type { Plane, Raster } from '../types.ts'
import { colorHistogram } from './histogram.ts'
import { kMeans } from './kmeans.ts'

/** An image in few colors: the palette as L, a, b …, light to dark, and the color's number for each pixel. */
export type Quantized = {
  readonly palette: Float32Array
  readonly labels: Uint8Array
  readonly width: number
  readonly height: number
}

/**
 * Reduces a raster to `count` colors by weighted k-means in OKLab over its histogram. With a mask the colors are chosen
 * for the subject alone; every pixel still gets one.
 */
export async function quantize(
  raster: Raster,
  count: number,
  mask: Plane | null = null,
  pace: Pace = unpaced,
): Promise<Quantized> {
  const { width, height } = raster
  const { lab, weight, colorOf } = await colorHistogram(raster, mask, pace)
  const { centers, labels } = await kMeans(lab, weight, { count }, pace)
  const pixels = new Uint8Array(width * height)
  for (let i = 0; i < pixels.length; i++) pixels[i] = labels[colorOf[i]]
  return { palette: centers, labels: pixels, width, height }
}
