import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'

/** The gradient of a plane: per pixel its two parts and its length, in plane units per pixel. */
export type Gradient = {
  readonly width: number
  readonly height: number
  readonly dx: Float32Array
  readonly dy: Float32Array
  readonly magnitude: Float32Array
}

/** Scharr's 3 × 3 derivative, whose direction error is the least of its size. Zero along the border. */
export async function gradient(plane: Plane, pace: Pace = unpaced): Promise<Gradient> {
  const { width, height, data } = plane
  const dx = new Float32Array(width * height)
  const dy = new Float32Array(width * height)
  const magnitude = new Float32Array(width * height)
  for (let y = 1; y < height - 1; y++) {
    gradientRow(data, y * width, { width, dx, dy, magnitude }, y * width)
    await pace(width * 6)
  }
  return { width, height, dx, dy, magnitude }
}

/** Writes the gradient of the row of a plane that begins at `from` to places from `to` on; its two ends are left as they are. */
export function gradientRow(
  data: Float32Array,
  from: number,
  { width, dx, dy, magnitude }: Omit<Gradient, 'height'>,
  to: number,
): void {
  for (let x = 1; x < width - 1; x++) {
    const i = from + x
    const a = data[i - width - 1]
    const b = data[i - width]
    const c = data[i - width + 1]
    const d = data[i - 1]
    const f = data[i + 1]
    const g = data[i + width - 1]
    const h = data[i + width]
    const k = data[i + width + 1]
    const gx = (3 * (c - a + k - g) + 10 * (f - d)) / 32
    const gy = (3 * (g - a + k - c) + 10 * (h - b)) / 32
    dx[to + x] = gx
    dy[to + x] = gy
    magnitude[to + x] = Math.sqrt(gx * gx + gy * gy)
  }
}
