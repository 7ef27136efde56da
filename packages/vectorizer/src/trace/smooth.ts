import { findCorners } from '@plotline/strokes/geometry/curves/corners'
import { gaussianKernel } from '../raster/gaussian.ts'
import type { Chain } from './chain.ts'

/** A turn of more than 50° between the five pixels before and after is a corner. */
const cornerReach = 5
const cornerCosine = 0.64

/**
 * Takes the pixel staircase and the detector's tremble out of a chain: sampled once a pixel, split at corners sharper
 * than about 50°, and each piece averaged along its length with a kernel that keeps curvature
 * (2G − G∗G, so that circles do not shrink). Ends and corners stay where they are. `sigmaPx` is the reach along it.
 */
export function smoothChain(chain: Chain, sigmaPx: number): Chain {
  if (chain.strength.length < 3 || sigmaPx < 0.1) return chain
  const even = resampleChain(chain, 1)
  const count = even.strength.length
  if (count < 4) return even
  const kernel = flatKernel(sigmaPx)
  const corners = findCorners(even.points, count, even.closed, cornerReach, cornerCosine)
  const points = new Float64Array(even.points.length)
  if (even.closed && corners.length === 0) {
    smoothPiece(even.points, points, 0, count, kernel, true)
    return { ...even, points }
  }
  const stops = even.closed ? [...corners, corners[0] + count] : [0, ...corners, count - 1]
  for (let k = 1; k < stops.length; k++) {
    smoothPiece(even.points, points, stops[k - 1], stops[k] - stops[k - 1] + 1, kernel, false)
  }
  return { ...even, points }
}

/**
 * Averages `length` points from `start` on (indices wrap). A loop goes on as itself; beyond a fixed end the piece goes
 * on as its own point reflection, which keeps the end and its tangent.
 */
function smoothPiece(
  from: Float64Array,
  to: Float64Array,
  start: number,
  length: number,
  kernel: Float64Array,
  isLoop: boolean,
): void {
  const radius = (kernel.length - 1) / 2
  const total = from.length / 2
  const padded = new Float64Array((length + 2 * radius) * 2)
  for (let k = -radius; k < length + radius; k++) {
    const out = (k + radius) * 2
    const isInside = isLoop || (k >= 0 && k < length)
    const fixed = k < 0 ? 0 : length - 1
    const reflected = Math.min(Math.max(2 * fixed - k, 0), length - 1)
    const at = (((start + (isInside ? k : reflected)) % total) + total) % total
    const center = (start + fixed) % total
    padded[out] = isInside ? from[at * 2] : 2 * from[center * 2] - from[at * 2]
    padded[out + 1] = isInside ? from[at * 2 + 1] : 2 * from[center * 2 + 1] - from[at * 2 + 1]
  }
  for (let k = 0; k < length; k++) {
    let x = 0
    let y = 0
    for (let j = 0; j < kernel.length; j++) {
      x += kernel[j] * padded[(k + j) * 2]
      y += kernel[j] * padded[(k + j) * 2 + 1]
    }
    const at = (start + k) % total
    const isFixed = !isLoop && (k === 0 || k === length - 1)
    to[at * 2] = isFixed ? from[at * 2] : x
    to[at * 2 + 1] = isFixed ? from[at * 2 + 1] : y
  }
}

/** 2G − G∗G, whole. */
function flatKernel(sigma: number): Float64Array {
  const half = gaussianKernel(sigma)
  const radius = half.length - 1
  const at = (i: number) => (Math.abs(i) <= radius ? half[Math.abs(i)] : 0)
  const kernel = new Float64Array(4 * radius + 1)
  for (let i = -2 * radius; i <= 2 * radius; i++) {
    let twice = 0
    for (let j = -radius; j <= radius; j++) twice += at(j) * at(i - j)
    kernel[i + 2 * radius] = 2 * at(i) - twice
  }
  return kernel
}

/** The same line with its points `stepPx` apart (a little less, so that they come out even). */
export function resampleChain(chain: Chain, stepPx: number): Chain {
  const { points, strength, closed } = chain
  const sides = closed ? strength.length : strength.length - 1
  const reach = new Float64Array(sides + 1)
  for (let i = 0; i < sides; i++) {
    const next = ((i + 1) % strength.length) * 2
    const dx = points[next] - points[i * 2]
    const dy = points[next + 1] - points[i * 2 + 1]
    reach[i + 1] = reach[i] + Math.sqrt(dx * dx + dy * dy)
  }
  const total = reach[sides]
  const steps = Math.max(1, Math.ceil(total / stepPx))
  const count = closed ? steps : steps + 1
  const evenPoints = new Float64Array(count * 2)
  const evenStrength = new Float32Array(count)
  let side = 0
  for (let i = 0; i < count; i++) {
    const along = (i * total) / steps
    while (side < sides - 1 && reach[side + 1] < along) side++
    const span = reach[side + 1] - reach[side]
    const share = span > 0 ? Math.min(1, (along - reach[side]) / span) : 0
    const next = (side + 1) % strength.length
    evenPoints[i * 2] = points[side * 2] + (points[next * 2] - points[side * 2]) * share
    evenPoints[i * 2 + 1] = points[side * 2 + 1] + (points[next * 2 + 1] - points[side * 2 + 1]) * share
    evenStrength[i] = strength[side] + (strength[next] - strength[side]) * share
  }
  return { points: evenPoints, strength: evenStrength, closed }
}
