import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { gaussian } from '../raster/gaussian.ts'
import type { Gradient } from '../raster/gradient.ts'
import { percentiles } from '../raster/percentiles.ts'
import { createEdgeMap, type EdgeMap } from './edge-map.ts'
import { hysteresis } from './hysteresis.ts'
import { findRidges } from './ridges.ts'
import { thin } from './thin.ts'

export type LearnedOptions = {
  /** Percentiles of the map over all pixels that a line must reach in one place and keep all along. */
  readonly highPercentile: number
  readonly lowPercentile: number
  /** No line is less sure than this in its surest place, however empty the map; 0 … 1. */
  readonly floor: number
  /** Gaussian scale in pixels; a quarter of the mean width of the map's own lines where unset. */
  readonly sigmaPx?: number
}

/** Of the floor, what a line must keep all along. */
const keptShare = 0.4
/** Lines of a network are no thinner and, after a map was enlarged, hardly wider than four times this, in pixels. */
const [leastSigmaPx, mostSigmaPx] = [0.7, 6]

/**
 * The lines of an edge map as a network answers it, 0 … 1: broad soft ridges. Smoothed until each has one crest, thinned
 * to that by non-maximum suppression across the ridge, whose direction the Hessian tells (the edge NMS of Dollár &
 * Zitnick 2015; the crest between pixels as in Steger 1998), kept by hysteresis. `strength` is how sure the map is.
 */
export async function learnedEdges(
  plane: Plane,
  options: LearnedOptions,
  pace: Pace = unpaced,
): Promise<EdgeMap> {
  const { floor } = options
  const { width, height } = plane
  const smooth = await gaussian(plane, options.sigmaPx ?? (await crestSigma(plane, floor, pace)), pace)
  const [low, high] = percentiles(smooth.data, [options.lowPercentile, options.highPercentile])
  const weakest = Math.max(Math.min(low, high), floor * keptShare, 1e-5)
  const map = createEdgeMap(width, height)
  await findRidges(await acrossRidges(smooth, pace), weakest, map, pace)
  map.marks.set(await hysteresis(map.strength, width, height, weakest, Math.max(high, floor, 1e-5), pace))
  await thin(map.marks, width, height, pace)
  return map
}

/**
 * A scale at which flat-topped ridges get a crest and neighbours stay apart: a quarter of the mean width of what lies
 * above `level`, told by area and outline, for a long strip's width is twice its area over its outline.
 */
async function crestSigma({ width, height, data }: Plane, level: number, pace: Pace): Promise<number> {
  let area = 0
  let outline = 0
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const isInside = data[i] >= level
      if (isInside) area++
      if (i + 1 < (y + 1) * width && data[i + 1] >= level !== isInside) outline++
      if (y + 1 < height && data[i + width] >= level !== isInside) outline++
    }
    await pace(width * 4)
  }
  // Steps of pixels make an outline longer than it is: by 4 / π over all directions.
  const widthPx = outline === 0 ? 0 : (2 * area) / (outline * (Math.PI / 4))
  return Math.min(Math.max(widthPx / 4, leastSigmaPx), mostSigmaPx)
}

/**
 * The plane with a unit direction along which it is a maximum on crests and nowhere else: the one in which it bends
 * most, be it down or up. A bent ridge's flank may bend most along the ridge, and would echo it: there it climbs far more
 * than it bends, and the direction is that of the climb.
 */
async function acrossRidges({ width, height, data }: Plane, pace: Pace): Promise<Gradient> {
  const dx = new Float32Array(data.length)
  const dy = new Float32Array(data.length)
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const twice = 2 * data[i]
      const xx = data[i - 1] + data[i + 1] - twice
      const yy = data[i - width] + data[i + width] - twice
      const xy = (data[i - width - 1] + data[i + width + 1] - data[i - width + 1] - data[i + width - 1]) / 4
      const half = (xx + yy < 0 ? yy - xx : xx - yy) / 2
      const both = xx + yy < 0 ? -xy : xy
      const root = Math.sqrt(half * half + both * both)
      const bend = Math.abs(xx + yy) / 2 + root
      // (half + root, both) and (both, root - half) are both the direction; the longer one is the exact one.
      let u = half > 0 ? half + root : both
      let v = half > 0 ? both : root - half
      let length = Math.sqrt(u * u + v * v)
      const gx = (data[i + 1] - data[i - 1]) / 2
      const gy = (data[i + width] - data[i - width]) / 2
      if (Math.abs(gy * u - gx * v) > tightestPx * bend * length) {
        u = gx
        v = gy
        length = Math.sqrt(u * u + v * v)
      }
      const sign = u + v * tieBreak < 0 ? -1 : 1
      dx[i] = length > 0 ? (sign * u) / length : 1
      dy[i] = length > 0 ? (sign * v) / length : 0
    }
    await pace(width * 16)
  }
  return { width, height, dx, dy, magnitude: data }
}

/** No ridge is taken to turn more tightly than on this radius, in pixels: a flank climbs by its radius times its bend. */
const tightestPx = 4

/**
 * Of two crest pixels that are alike the one ahead is kept, so neighbours must agree on what is ahead. They disagree only
 * where a ridge runs along (this, -1): a slope at which no two pixels are alike.
 */
const tieBreak = 0.37
