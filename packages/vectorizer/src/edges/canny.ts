import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { bilateral } from '../raster/bilateral.ts'
import { boxBlur, gaussian } from '../raster/gaussian.ts'
import { type Gradient, gradient } from '../raster/gradient.ts'
import { percentiles } from '../raster/percentiles.ts'
import { addChannel } from './color-gradient.ts'
import { createEdgeMap, type EdgeMap } from './edge-map.ts'
import { flowField } from './flow.ts'
import { gradientAlongFlow } from './flow-gradient.ts'
import { hysteresis } from './hysteresis.ts'
import { findRidges } from './ridges.ts'
import { thin } from './thin.ts'

export type CannyOptions = {
  /** Gaussian scale in pixels. */
  readonly sigmaPx: number
  /** Percentiles of the gradient over all pixels that a line must reach in one place and keep all along. */
  readonly highPercentile: number
  readonly lowPercentile: number
  /** Reach of the bilateral filter before it, in pixels; 0 for none. */
  readonly bilateralPx?: number
  /** Steps of tone up to about this are smoothed by it. */
  readonly rangeTone?: number
  /** How much of the mean gradient around is taken off, so that texture gives way to contours; 0 … 1. */
  readonly inhibition?: number
  /** The reach of that mean, in pixels. */
  readonly surroundPx?: number
  /** Reach within which calm parts are raised and busy ones lowered towards the image's mean, in pixels; 0 for none. */
  readonly balancePx?: number
  /** How far gradients are averaged along the image's own direction, in pixels; 0 for none. */
  readonly flowPx?: number
  /** Further channels of the image, of the same size: borders between colors of one tone are edges too. */
  readonly chroma?: readonly Plane[]
  /** No edge is weaker than this, in tone per pixel, however flat the image: below it lies noise. */
  readonly floor?: number
}

/**
 * Edges by Canny 1986 on a plane of tone (0 … 1): bilateral filter, Gaussian, gradient, thinned to ridges that are
 * placed between pixels by a parabola (Devernay 1995), kept by hysteresis. Texture is held back by surround
 * inhibition (Grigorescu, Petkov & Westenberg 2003), noise by averaging along an edge tangent flow. `strength` is the gradient, tone per pixel.
 */
export async function canny(plane: Plane, options: CannyOptions, pace: Pace = unpaced): Promise<EdgeMap> {
  const { map, weakest, strongest } = await ridgesOf(plane, options, pace)
  map.marks.set(await hysteresis(map.strength, plane.width, plane.height, weakest, strongest, pace))
  await thin(map.marks, plane.width, plane.height, pace)
  return map
}

/** Strengths and shifts of all ridges, and what strength a line must have somewhere and everywhere. */
async function ridgesOf(plane: Plane, options: CannyOptions, pace: Pace) {
  const { inhibition = 0, surroundPx = 0, balancePx = 0, floor = 0 } = options
  const slope = await slopeOf(plane, options, pace)
  const [low, high] = percentiles(slope.magnitude, [options.lowPercentile, options.highPercentile])
  const map = createEdgeMap(plane.width, plane.height)
  const weakest = Math.max(Math.min(low, high), floor * 0.4, 1e-5)
  await findRidges(slope, weakest, map, pace)
  if (inhibition > 0 && surroundPx >= 1) await inhibit(slope, map.strength, inhibition, surroundPx, pace)
  if (balancePx >= 1) await balance(slope, map.strength, balancePx, pace)
  return { map, weakest, strongest: Math.max(high, floor, 1e-5) }
}

/** The gradient of all channels of the image together. */
async function slopeOf(
  plane: Plane,
  { sigmaPx, bilateralPx = 0, flowPx = 0, chroma = [], rangeTone = 0.08 }: CannyOptions,
  pace: Pace,
): Promise<Gradient> {
  const calm = bilateralPx > 0 ? await bilateral(plane, bilateralPx, rangeTone, pace) : plane
  const plain = await gradient(await gaussian(calm, sigmaPx, pace), pace)
  const slope =
    flowPx >= 1
      ? await gradientAlongFlow(plain, await flowField(calm, sigmaPx * 2, pace), flowPx, pace)
      : plain
  for (const channel of chroma) await addChannel(slope, await gaussian(channel, sigmaPx, pace), pace)
  return slope
}

async function inhibit(
  slope: Gradient,
  strength: Float32Array,
  share: number,
  reachPx: number,
  pace: Pace,
): Promise<void> {
  const { width, height, magnitude } = slope
  const around = await boxBlur({ width, height, data: magnitude }, Math.round(reachPx), pace)
  for (let i = 0; i < strength.length; i++) {
    if (strength[i] > 0) strength[i] = Math.max(0, strength[i] - share * around.data[i])
  }
}

/** A face in the shade counts as much as a hedge in the sun: the root of mean gradient over local mean, a third to three. */
async function balance(slope: Gradient, strength: Float32Array, reachPx: number, pace: Pace): Promise<void> {
  const { width, height, magnitude } = slope
  const local = await boxBlur({ width, height, data: magnitude }, Math.round(reachPx), pace)
  let sum = 0
  for (let i = 0; i < magnitude.length; i++) sum += magnitude[i]
  const mean = sum / magnitude.length
  if (mean === 0) return
  for (let i = 0; i < strength.length; i++) {
    if (strength[i] === 0) continue
    strength[i] *= Math.sqrt(Math.min(3, Math.max(1 / 3, mean / (local.data[i] + 1e-9))))
  }
}
