import type { Plane } from '../types.ts'
import { type Pace, unpaced } from './pace.ts'

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
    gradientRow(data, dx, dy, magnitude, y * width, width)
    await pace(width * 6)
  }
  return { width, height, dx, dy, magnitude }
}

function gradientRow(
  data: Float32Array,
  dx: Float32Array,
  dy: Float32Array,
  magnitude: Float32Array,
  at: number,
  width: number,
): void {
  for (let i = at + 1; i < at + width - 1; i++) {
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
    dx[i] = gx
    dy[i] = gy
    magnitude[i] = Math.sqrt(gx * gx + gy * gy)
  }
}
