import { samplePlane } from '@plotline/strokes/tone/plane'
import type { Ink } from '../../edges/ink.ts'
import { type Bone, type Joint, medianReach } from './bones.ts'
import type { Leaving } from './leaving.ts'

/** A bone as a line between pixels: where the pen went, as far as no other stroke lies over it. */
export type Strand = {
  readonly from: number
  readonly to: number
  /** x0, y0, x1, y1 …, about a pixel apart; what lies in the ink of a joint is left out. */
  readonly points: Float64Array
  /** Half the stroke's width, in pixels. */
  readonly radius: number
}

/**
 * Reads a bone between the pixels: each point moves to the middle between the two outlines across it. Points near a
 * joint are left out, because there the skeleton follows the outline of the crossing and not the strokes.
 */
export function strandOf(
  bone: Bone,
  joints: readonly Joint[],
  isLoose: (joint: number) => boolean,
  ink: Ink,
  reach: Float32Array,
): Strand {
  const { from, to, pixels } = bone
  const { width } = ink
  const radius = Math.max(0.5, medianReach(pixels, reach) - 0.5)
  const count = pixels.length
  const x = Float64Array.from(pixels, (pixel) => (pixel % width) + 0.5)
  const y = Float64Array.from(pixels, (pixel) => Math.floor(pixel / width) + 0.5)
  let first = 0
  let last = count
  if (from >= 0) {
    first = sureFrom(from, (k) => k)
    last = count - sureFrom(to, (k) => count - 1 - k)
    // A bone that is all joint still has a middle.
    if (last - first < 2) {
      const middle = Math.min(Math.max((first + last) >> 1, 1), Math.max(1, count - 1))
      first = Math.max(0, middle - 1)
      last = Math.min(count, middle + 1)
    }
  }
  const points = new Float64Array((last - first) * 2)
  for (let k = first; k < last; k++) {
    const shift = from < 0 || last - first > 4 ? shiftAt(x, y, k, from < 0, radius, ink) : none
    points[(k - first) * 2] = x[k] + shift[0]
    points[(k - first) * 2 + 1] = y[k] + shift[1]
  }
  return { from, to, points, radius }

  /** How many pixels from an end on are not the stroke's own. */
  function sureFrom(joint: number, at: (k: number) => number): number {
    const { parts } = joints[joint]
    let k = 0
    for (; k < count * 0.45; k++) {
      const pixel = at(k)
      const isNear = parts.some((part) => {
        // A loose end bends towards a corner of the outline within half the width of its tip.
        const margin = isLoose(joint) ? 0.8 * radius : part.radius
        return (x[pixel] - part.x) ** 2 + (y[pixel] - part.y) ** 2 < margin * margin
      })
      const isWide = !isLoose(joint) && reach[pixels[pixel]] > 1.12 * (radius + 0.5) + 0.3 && k < 8 * radius
      if (!isNear && !isWide) break
    }
    return k
  }
}

const none: readonly [number, number] = [0, 0]

/** How far point `k` lies from the middle between the outlines to both sides of it. */
function shiftAt(
  x: Float64Array,
  y: Float64Array,
  k: number,
  isLoop: boolean,
  radius: number,
  ink: Ink,
): readonly [number, number] {
  const count = x.length
  const span = Math.max(2, Math.min(5, Math.round(radius * 1.5)))
  const a = isLoop ? (k - span + count * span) % count : Math.max(0, k - span)
  const b = isLoop ? (k + span) % count : Math.min(count - 1, k + span)
  const dx = x[b] - x[a]
  const dy = y[b] - y[a]
  const length = Math.sqrt(dx * dx + dy * dy)
  if (length === 0) return none
  const nx = -dy / length
  const ny = dx / length
  const left = outlineAt(x[k], y[k], nx, ny, radius, ink)
  const right = outlineAt(x[k], y[k], -nx, -ny, radius, ink)
  if (left < 0 || right < 0) return none
  const shift = (left - right) / 2
  const most = radius * 0.6 + 0.6
  if (shift > most || shift < -most) return none
  return [nx * shift, ny * shift]
}

/** How far the ink goes on in a direction, between pixels; -1 where it goes on beyond what this stroke can be. */
export function outlineAt(
  x: number,
  y: number,
  dx: number,
  dy: number,
  radius: number,
  { share }: Ink,
): number {
  const most = radius * 1.7 + 2
  let before = samplePlane(share, x, y)
  if (before <= 0.5) return 0
  for (let t = 0.5; t <= most; t += 0.5) {
    const here = samplePlane(share, x + dx * t, y + dy * t)
    if (here <= 0.5) return t - 0.5 + (0.5 * (before - 0.5)) / (before - here)
    before = here
  }
  return -1
}

/** How a strand goes out at its start or its end: a parabola through its last points, read where it leaves. */
export function leavingOf({ points, radius }: Strand, atStart: boolean): Leaving {
  const count = points.length / 2
  const reach = Math.min(count, Math.max(6, Math.min(30, Math.round(radius * 6))))
  const at = (k: number) => (atStart ? k : count - 1 - k) * 2
  if (reach < 5) {
    const dx = points[at(0)] - points[at(reach - 1)]
    const dy = points[at(0) + 1] - points[at(reach - 1) + 1]
    const length = Math.sqrt(dx * dx + dy * dy) || 1
    return { x: points[at(0)], y: points[at(0) + 1], dx: dx / length, dy: dy / length }
  }
  const [x, slopeX] = parabolaAtStart((k) => points[at(k)], reach)
  const [y, slopeY] = parabolaAtStart((k) => points[at(k) + 1], reach)
  const length = Math.sqrt(slopeX * slopeX + slopeY * slopeY) || 1
  return { x, y, dx: -slopeX / length, dy: -slopeY / length }
}

/** Value and slope at k = 0 of the parabola that fits `valueAt(0 … count - 1)` best. */
function parabolaAtStart(valueAt: (k: number) => number, count: number): [number, number] {
  // Orthogonal polynomials about the middle: the fits of each degree do not disturb each other.
  const middle = (count - 1) / 2
  const meanSquare = (count * count - 1) / 12
  let mean = 0
  let slope = 0
  let slopeNorm = 0
  let bend = 0
  let bendNorm = 0
  for (let k = 0; k < count; k++) {
    const t = k - middle
    const value = valueAt(k)
    mean += value / count
    slope += value * t
    slopeNorm += t * t
    bend += value * (t * t - meanSquare)
    bendNorm += (t * t - meanSquare) ** 2
  }
  slope /= slopeNorm
  bend /= bendNorm
  const start = -middle
  return [mean + slope * start + bend * (start * start - meanSquare), slope + 2 * bend * start]
}
