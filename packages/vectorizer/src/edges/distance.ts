import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/**
 * For each marked pixel how far the center of the nearest unmarked one is, in pixels; 0 where nothing is marked. Beyond
 * the border lies a gap, or with `beyond` infinite nothing at all. Exact and O(n) (Felzenszwalb & Huttenlocher 2012),
 * run by run, because what lies behind the gap beside a run is never nearer than the gap.
 */
export async function inkDistance(
  marks: Uint8Array,
  width: number,
  height: number,
  pace: Pace = unpaced,
  beyond: 0 | typeof Number.POSITIVE_INFINITY = 0,
): Promise<Plane> {
  // Large enough to be nearer to nothing, small enough to be squared and subtracted exactly.
  const far = beyond === 0 ? 0 : 2 * (width + height)
  const data = new Float32Array(width * height)
  // How far the nearest gap above or below is.
  for (let i = 0; i < data.length; i++) if (marks[i]) data[i] = (i < width ? far : data[i - width]) + 1
  for (let i = data.length - 1; i >= 0; i--) {
    const below = (i >= data.length - width ? far : data[i + width]) + 1
    if (below < data[i]) data[i] = below
  }
  await pace(width * height * 4)
  const run = new Float64Array(width + 2)
  const place = new Int32Array(width + 2)
  const bound = new Float64Array(width + 3)
  for (let y = 0; y < height; y++) {
    const at = y * width
    for (let x = 0; x < width; ) {
      if (!marks[at + x]) {
        x++
        continue
      }
      let end = x
      while (end < width && marks[at + end]) end++
      // The run with the gap, or the border, to both sides of it.
      const length = end - x + 2
      run[0] = x === 0 ? far * far : 0
      for (let k = x; k < end; k++) run[k - x + 1] = data[at + k] * data[at + k]
      run[length - 1] = end === width ? far * far : 0
      lowerEnvelope(run, length, place, bound)
      for (let q = 1, k = 0; q < length - 1; q++) {
        while (bound[k + 1] < q) k++
        const away = q - place[k]
        data[at + x + q - 1] = Math.sqrt(away * away + run[place[k]])
      }
      x = end
    }
    await pace(width * 8)
  }
  return { width, height, data }
}

/** The parabolas (q - p)² + run[p] that are lowest somewhere, left to right, and where each begins to be. */
function lowerEnvelope(run: Float64Array, length: number, place: Int32Array, bound: Float64Array): void {
  let k = 0
  place[0] = 0
  bound[0] = Number.NEGATIVE_INFINITY
  bound[1] = Number.POSITIVE_INFINITY
  for (let q = 1; q < length; q++) {
    let meet = meetAt(run, place[k], q)
    while (meet <= bound[k]) {
      k--
      meet = meetAt(run, place[k], q)
    }
    k++
    place[k] = q
    bound[k] = meet
    bound[k + 1] = Number.POSITIVE_INFINITY
  }
}

function meetAt(run: Float64Array, p: number, q: number): number {
  return (run[q] + q * q - run[p] - p * p) / (2 * (q - p))
}
