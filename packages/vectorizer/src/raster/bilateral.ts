import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'

/**
 * Smooths inside regions and keeps their edges: the bilateral filter on a coarse grid of place and tone
 * (Chen, Paris & Durand 2007). `sigmaPx` is the reach in the plane, `sigmaTone` the step that counts as
 * an edge, in the plane's own unit (0 … 1). O(n) whatever the reach.
 */
export async function bilateral(
  plane: Plane,
  sigmaPx: number,
  sigmaTone: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  const { width, height, data } = plane
  const cell = Math.max(1, sigmaPx)
  const tones = Math.ceil(1 / sigmaTone) + 5
  const step = (Math.ceil(width / cell) + 4) * tones
  const size = (Math.ceil(height / cell) + 4) * step
  let sum: Float32Array = new Float32Array(size)
  let count: Float32Array = new Float32Array(size)
  const columnOf = Int32Array.from({ length: width }, (_, x) => Math.round(x / cell + 1.5) * tones)
  for (let y = 0; y < height; y++) {
    splatRow(data, y * width, columnOf, Math.round(y / cell + 1.5) * step, 1 / sigmaTone, sum, count)
    await pace(width * 6)
  }
  let spare: Float32Array = new Float32Array(size)
  for (const stride of [1, tones, step]) {
    ;[sum, spare] = [blurred(sum, spare, stride), sum]
    ;[count, spare] = [blurred(count, spare, stride), count]
    await pace(size * 8)
  }
  const out = createPlane(width, height)
  const places = Float32Array.from({ length: width }, (_, x) => x / cell + 1.5)
  for (let y = 0; y < height; y++) {
    sliceRow(data, out.data, y * width, places, y / cell + 1.5, 1 / sigmaTone, sum, count, tones, step)
    await pace(width * 20)
  }
  return out
}

function splatRow(
  data: Float32Array,
  from: number,
  columnOf: Int32Array,
  row: number,
  tonesPerUnit: number,
  sum: Float32Array,
  count: Float32Array,
): void {
  for (let x = 0; x < columnOf.length; x++) {
    const value = data[from + x]
    const tone = Math.min(Math.max(value, 0), 1) * tonesPerUnit
    const at = row + columnOf[x] + ((tone + 2) | 0)
    sum[at] += value
    count[at] += 1
  }
}

/** The grid averaged along one axis with 1-4-6-4-1, into `out`. Rows run over into empty rims; beyond the ends is nothing. */
function blurred(grid: Float32Array, out: Float32Array, stride: number): Float32Array {
  const last = grid.length - 2 * stride
  for (let i = 2 * stride; i < last; i++) {
    out[i] =
      (grid[i - 2 * stride] + grid[i + 2 * stride]) * 0.0625 +
      (grid[i - stride] + grid[i + stride]) * 0.25 +
      grid[i] * 0.375
  }
  const at = (i: number) => (i >= 0 && i < grid.length ? grid[i] : 0)
  const atRim = (i: number) =>
    (at(i - 2 * stride) + at(i + 2 * stride)) * 0.0625 +
    (at(i - stride) + at(i + stride)) * 0.25 +
    at(i) * 0.375
  for (let i = 0; i < Math.min(2 * stride, grid.length); i++) out[i] = atRim(i)
  for (let i = Math.max(2 * stride, last); i < grid.length; i++) out[i] = atRim(i)
  return out
}

function sliceRow(
  data: Float32Array,
  out: Float32Array,
  from: number,
  places: Float32Array,
  v: number,
  tonesPerUnit: number,
  sum: Float32Array,
  count: Float32Array,
  tones: number,
  step: number,
): void {
  const row = v | 0
  const fy = v - row
  for (let x = 0; x < places.length; x++) {
    const value = data[from + x]
    const u = places[x]
    const t = Math.min(Math.max(value, 0), 1) * tonesPerUnit + 1.5
    const column = u | 0
    const tone = t | 0
    const fx = u - column
    const ft = t - tone
    const a = row * step + column * tones + tone
    const b = a + tones
    const c = a + step
    const d = b + step
    const shareA = (1 - fx) * (1 - fy)
    const shareB = fx * (1 - fy)
    const shareC = (1 - fx) * fy
    const shareD = fx * fy
    const total =
      (1 - ft) * (shareA * sum[a] + shareB * sum[b] + shareC * sum[c] + shareD * sum[d]) +
      ft * (shareA * sum[a + 1] + shareB * sum[b + 1] + shareC * sum[c + 1] + shareD * sum[d + 1])
    const weight =
      (1 - ft) * (shareA * count[a] + shareB * count[b] + shareC * count[c] + shareD * count[d]) +
      ft * (shareA * count[a + 1] + shareB * count[b + 1] + shareC * count[c + 1] + shareD * count[d + 1])
    out[from + x] = weight > 1e-6 ? total / weight : value
  }
}
