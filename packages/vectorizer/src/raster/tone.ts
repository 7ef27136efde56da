import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'
import { lightness, luminance } from './luma.ts'
import { percentiles, strideOf } from './percentiles.ts'
import { resizePlane } from './resize.ts'

/** The most that a flat image is stretched: beyond it noise would be drawn. */
const largestGain = 2.5
/** Small images are enlarged up to this many times, so that lines bend between pixels and not at them. */
const largestScale = 4

/** The size at which an image is worked on: `longestPx` on its longest side, if enlarging it that far makes sense. */
export function workingSize(
  width: number,
  height: number,
  longestPx: number,
): { width: number; height: number } {
  const scale = Math.min(longestPx / Math.max(width, height), largestScale)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/** Perceptual lightness of a raster at another size; the averaging happens in linear light, where it belongs. */
export async function lightAt(
  raster: Raster,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  return lightness(await resizePlane(await luminance(raster, pace), width, height, pace), pace)
}

/** A mask, or another plane of shares, at another size, kept within 0 … 1. */
export async function maskAt(
  mask: Plane,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  const resized = await resizePlane(mask, width, height, pace)
  const out = createPlane(width, height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = Math.min(1, Math.max(0, resized.data[i]))
  return out
}

/**
 * Stretches a plane so that its darkest and lightest percent (of the subject, where there is a mask) become 0 and 1,
 * at most two and a half times about the middle of its range.
 */
export function levelled(plane: Plane, mask: Plane | null): Plane {
  const keep = mask ? (_: number, i: number) => mask.data[i] > 0.5 : undefined
  const [darkest, lightest] = percentiles(plane.data, [1, 99], keep)
  const gain = Math.min(largestGain, 1 / Math.max(lightest - darkest, 1e-6))
  const spare = 1 - (lightest - darkest) * gain
  // What is left of the range when the gain is capped goes to the side where the image has less of it.
  const floor = spare * (darkest / Math.max(1e-6, 1 - (lightest - darkest)))
  const out = createPlane(plane.width, plane.height)
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = Math.min(1, Math.max(0, (plane.data[i] - darkest) * gain + floor))
  }
  return out
}

/** The negative of a plane of tones: what is to be light is to get ink. */
export function inverted(plane: Plane): Plane {
  const out = createPlane(plane.width, plane.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = 1 - plane.data[i]
  return out
}

/** What becomes of a background: left out, drawn faintly, or drawn in a style of its own. */
export const backgrounds = ['drop', 'fade', 'style'] as const
export type Background = (typeof backgrounds)[number]

/** Lightens what is not subject: by most for `fade`, else by all. */
export function withoutGround(plane: Plane, mask: Plane | null, background: Background): Plane {
  if (!mask) return plane
  const least = background === 'fade' ? 0.3 : 0
  const out = createPlane(plane.width, plane.height)
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = 1 - (1 - plane.data[i]) * (least + (1 - least) * mask.data[i])
  }
  return out
}

/**
 * The noise of a plane as a standard deviation (Immerkær 1996, with the median instead of the mean so that edges do
 * not count as noise).
 */
export function noiseOf({ width, height, data }: Plane): number {
  if (width < 3 || height < 3) return 0
  const columns = width - 2
  const count = columns * (height - 2)
  // Only those that the median would count.
  const stride = strideOf(count)
  const responses = new Float32Array(Math.ceil(count / stride))
  for (let at = 0, k = 0; k < count; k += stride) {
    const i = (Math.floor(k / columns) + 1) * width + (k % columns) + 1
    const corners = data[i - width - 1] + data[i - width + 1] + data[i + width - 1] + data[i + width + 1]
    const sides = data[i - width] + data[i + width] + data[i - 1] + data[i + 1]
    responses[at++] = Math.abs(corners - 2 * sides + 4 * data[i])
  }
  // The response to unit noise has a standard deviation of 6, and half of it lies below .6745 of that.
  return percentiles(responses, [50])[0] / (6 * 0.6745)
}
