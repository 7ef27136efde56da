import type { Plane } from '@plotline/strokes'

/** Resamples a plane bilinearly, pixel centres on pixel centres. */
export function resizePlane(plane: Plane, width: number, height: number): Plane {
  const data = new Float32Array(width * height)
  const columns = taps(plane.width, width)
  const rows = taps(plane.height, height)
  for (let y = 0; y < height; y++) {
    const above = rows.low[y] * plane.width
    const below = rows.high[y] * plane.width
    const v = rows.share[y]
    for (let x = 0; x < width; x++) {
      const left = columns.low[x]
      const right = columns.high[x]
      const u = columns.share[x]
      const top = plane.data[above + left] * (1 - u) + plane.data[above + right] * u
      const bottom = plane.data[below + left] * (1 - u) + plane.data[below + right] * u
      data[y * width + x] = top * (1 - v) + bottom * v
    }
  }
  return { width, height, data }
}

/** For each target pixel the two source pixels it lies between, and how far it is towards the second. */
export function taps(from: number, to: number): { low: Int32Array; high: Int32Array; share: Float32Array } {
  const low = new Int32Array(to)
  const high = new Int32Array(to)
  const share = new Float32Array(to)
  for (let i = 0; i < to; i++) {
    const at = Math.max(0, ((i + 0.5) * from) / to - 0.5)
    low[i] = Math.min(from - 1, Math.floor(at))
    high[i] = Math.min(from - 1, low[i] + 1)
    share[i] = at - low[i]
  }
  return { low, high, share }
}

/** Mean of a mask: the share of the picture that is subject. */
export function shareOf(mask: Plane): number {
  let sum = 0
  for (const value of mask.data) sum += value
  return sum / mask.data.length
}
