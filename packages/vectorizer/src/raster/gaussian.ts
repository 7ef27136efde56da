import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'

/** Above this scale three running averages are as good and do not grow with it. */
const boxesFromPx = 5

/** Blurs with a Gaussian of `sigmaPx`; borders repeat. Separable; O(n) whatever the scale. */
export async function gaussian(plane: Plane, sigmaPx: number, pace: Pace = unpaced): Promise<Plane> {
  if (sigmaPx < 0.1) return plane
  if (sigmaPx > boxesFromPx) return boxes(plane, sigmaPx, pace)
  const { width, height } = plane
  const kernel = inFours(gaussianKernel(sigmaPx))
  const radius = kernel.length - 1
  const across = createPlane(width, height)
  const padded = new Float32Array(width + 2 * radius)
  for (let y = 0; y < height; y++) {
    blurRow(plane.data, across.data, y * width, width, kernel, padded)
    await pace(width * radius)
  }
  const out = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    blurColumnsAt(across.data, out.data, y, width, height, kernel)
    await pace(width * radius)
  }
  return out
}

/** Half a kernel with weights of zero at its end, so that the loops over it can take four at a time. */
function inFours(half: Float32Array): Float32Array {
  const padded = new Float32Array(4 * Math.ceil((half.length - 1) / 4) + 1)
  padded.set(half)
  return padded
}

/** One half of a sampled Gaussian, center first; the whole of it sums to 1. */
export function gaussianKernel(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(2.8 * sigma))
  const half = Float64Array.from({ length: radius + 1 }, (_, i) => Math.exp((-i * i) / (2 * sigma * sigma)))
  let sum = half[0]
  for (let i = 1; i <= radius; i++) sum += 2 * half[i]
  return Float32Array.from(half, (weight) => weight / sum)
}

function blurRow(
  from: Float32Array,
  to: Float32Array,
  at: number,
  width: number,
  kernel: Float32Array,
  padded: Float32Array,
): void {
  const radius = kernel.length - 1
  padRow(from, at, width, radius, padded)
  const center = kernel[0]
  for (let x = 0; x < width; x++) to[at + x] = center * padded[x + radius]
  for (let i = 1; i <= radius; i += 4) {
    const [a, b, c, d] = [kernel[i], kernel[i + 1], kernel[i + 2], kernel[i + 3]]
    for (let x = 0; x < width; x++) {
      const left = x + radius - i
      const right = x + radius + i
      to[at + x] +=
        a * (padded[left] + padded[right]) +
        b * (padded[left - 1] + padded[right + 1]) +
        c * (padded[left - 2] + padded[right + 2]) +
        d * (padded[left - 3] + padded[right + 3])
    }
  }
}

function blurColumnsAt(
  from: Float32Array,
  to: Float32Array,
  y: number,
  width: number,
  height: number,
  kernel: Float32Array,
): void {
  const at = y * width
  const center = kernel[0]
  for (let x = 0; x < width; x++) to[at + x] = center * from[at + x]
  for (let i = 1; i < kernel.length; i += 4) {
    const [a, b, c, d] = [kernel[i], kernel[i + 1], kernel[i + 2], kernel[i + 3]]
    const [a0, b0, c0, d0] = [i, i + 1, i + 2, i + 3].map((up) => Math.max(0, y - up) * width)
    const [a1, b1, c1, d1] = [i, i + 1, i + 2, i + 3].map((down) => Math.min(height - 1, y + down) * width)
    for (let x = 0; x < width; x++) {
      to[at + x] +=
        a * (from[a0 + x] + from[a1 + x]) +
        b * (from[b0 + x] + from[b1 + x]) +
        c * (from[c0 + x] + from[c1 + x]) +
        d * (from[d0 + x] + from[d1 + x])
    }
  }
}

/** Three box blurs of the two radii around the ideal one, whose variances r (r + 1) / 3 sum nearest to the Gaussian's (Wells 1986). */
async function boxes(plane: Plane, sigmaPx: number, pace: Pace): Promise<Plane> {
  const variance = sigmaPx * sigmaPx
  const narrow = Math.floor((Math.sqrt(4 * variance + 1) - 1) / 2)
  // One step of radius more adds 2 (r + 1) / 3 of variance.
  const wider = Math.round((variance - narrow * (narrow + 1)) / ((2 * (narrow + 1)) / 3))
  const { width, height } = plane
  const [across, out] = [createPlane(width, height), createPlane(width, height)]
  for (let pass = 0; pass < 3; pass++) {
    await boxInto(pass === 0 ? plane : out, pass < wider ? narrow + 1 : narrow, across, out, pace)
  }
  return out
}

/** The mean of the square of side `2 * radius + 1` around each pixel; borders repeat. Running sums, O(n). */
export async function boxBlur(plane: Plane, radius: number, pace: Pace = unpaced): Promise<Plane> {
  const { width, height } = plane
  const out = createPlane(width, height)
  await boxInto(plane, radius, createPlane(width, height), out, pace)
  return out
}

/** Writes the means to `out`, which may be the plane itself; `across` is room to work in. */
async function boxInto(plane: Plane, radius: number, across: Plane, out: Plane, pace: Pace): Promise<void> {
  const { width, height } = plane
  const size = 2 * radius + 1
  const padded = new Float32Array(width + 2 * radius + 1)
  for (let y = 0; y < height; y++) {
    boxRow(plane.data, across.data, y * width, width, radius, padded)
    await pace(width * 4)
  }
  const sums = new Float64Array(width)
  for (let j = -radius; j <= radius; j++) {
    const row = Math.min(Math.max(j, 0), height - 1) * width
    for (let x = 0; x < width; x++) sums[x] += across.data[row + x]
  }
  for (let y = 0; y < height; y++) {
    const leaving = Math.max(0, y - radius) * width
    const entering = Math.min(height - 1, y + radius + 1) * width
    boxColumns(across.data, out.data, sums, leaving, entering, y * width, size)
    await pace(width * 4)
  }
}

function boxRow(
  from: Float32Array,
  to: Float32Array,
  at: number,
  width: number,
  radius: number,
  padded: Float32Array,
): void {
  padRow(from, at, width, radius, padded)
  const size = 2 * radius + 1
  let sum = 0
  for (let i = 0; i < size; i++) sum += padded[i]
  for (let x = 0; x < width; x++) {
    to[at + x] = sum / size
    sum += padded[x + size] - padded[x]
  }
}

/** The means of one row from the sums of its columns, which then go on to the next one. */
function boxColumns(
  from: Float32Array,
  to: Float32Array,
  sums: Float64Array,
  leaving: number,
  entering: number,
  at: number,
  size: number,
): void {
  for (let x = 0; x < sums.length; x++) {
    to[at + x] = sums[x] / size
    sums[x] += from[entering + x] - from[leaving + x]
  }
}

/** A row with its first and last value repeated beyond its ends. */
function padRow(from: Float32Array, at: number, width: number, radius: number, padded: Float32Array): void {
  padded.fill(from[at], 0, radius)
  padded.set(from.subarray(at, at + width), radius)
  padded.fill(from[at + width - 1], radius + width)
}
