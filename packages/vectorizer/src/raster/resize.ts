import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'

/** For each target pixel the first source pixel it takes from, and `taps` weights that sum to 1. */
type Weights = { first: Int32Array; taps: number; share: Float32Array }

/**
 * Resizes a plane: the average of what a pixel covers when it shrinks, Catmull-Rom when it grows.
 * Separable, borders repeat; a growing plane may overshoot its range by a few percent.
 */
export async function resizePlane(
  plane: Plane,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  if (width === plane.width && height === plane.height) return plane
  const across = weightsFor(plane.width, width)
  const down = weightsFor(plane.height, height)
  const narrow = createPlane(width, plane.height)
  for (let y = 0; y < plane.height; y++) {
    resizeRow(plane.data, y * plane.width, narrow.data, y * width, width, across)
    await pace(width * across.taps)
  }
  const out = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    const row = out.data.subarray(y * width, (y + 1) * width)
    for (let tap = 0; tap < down.taps; tap++) {
      const share = down.share[y * down.taps + tap]
      const from = (down.first[y] + tap) * width
      if (share === 0) continue
      for (let x = 0; x < width; x++) row[x] += share * narrow.data[from + x]
    }
    await pace(width * down.taps)
  }
  return out
}

function resizeRow(
  from: Float32Array,
  fromAt: number,
  to: Float32Array,
  toAt: number,
  width: number,
  { first, taps, share }: Weights,
): void {
  for (let x = 0; x < width; x++) {
    let sum = 0
    const at = fromAt + first[x]
    for (let tap = 0; tap < taps; tap++) sum += share[x * taps + tap] * from[at + tap]
    to[toAt + x] = sum
  }
}

/** Weights are gathered per source pixel first, so that taps beyond the border fall on the border pixel. */
function weightsFor(from: number, to: number): Weights {
  const scale = from / to
  const taps = Math.min(from, scale > 1 ? Math.ceil(scale) + 1 : 4)
  const first = new Int32Array(to)
  const share = new Float32Array(to * taps)
  for (let i = 0; i < to; i++) {
    const start = scale > 1 ? Math.floor(i * scale) : Math.floor((i + 0.5) * scale - 0.5) - 1
    first[i] = Math.min(Math.max(start, 0), from - taps)
    let sum = 0
    const reach = scale > 1 ? Math.ceil(scale) + 1 : 4
    for (let tap = 0; tap < reach; tap++) {
      const source = start + tap
      const weight =
        scale > 1 ? overlap(source, i * scale, (i + 1) * scale) : cubic((i + 0.5) * scale - 0.5 - source)
      const inside = Math.min(Math.max(source, 0), from - 1) - first[i]
      if (inside >= 0 && inside < taps) share[i * taps + inside] += weight
      sum += weight
    }
    for (let tap = 0; tap < taps; tap++) share[i * taps + tap] /= sum
  }
  return { first, taps, share }
}

function overlap(pixel: number, start: number, end: number): number {
  return Math.max(0, Math.min(pixel + 1, end) - Math.max(pixel, start))
}

/** Keys 1981 with a = -1/2. */
function cubic(distance: number): number {
  const t = Math.abs(distance)
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1
  if (t < 2) return ((-0.5 * t + 2.5) * t - 4) * t + 2
  return 0
}
