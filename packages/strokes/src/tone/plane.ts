import type { Plane } from '../types.ts'

/** A plane of zeros. */
export function createPlane(width: number, height: number): Plane {
  return { width, height, data: new Float32Array(width * height) }
}

/**
 * The value between pixels: pixel (i, j) has its center at (i + .5, j + .5), outside the border repeats.
 * Bilinear.
 */
export function samplePlane(plane: Plane, x: number, y: number): number {
  const { width, height, data } = plane
  const u = Math.min(Math.max(x - 0.5, 0), width - 1)
  const v = Math.min(Math.max(y - 0.5, 0), height - 1)
  const i = u | 0
  const j = v | 0
  const right = i + 1 < width ? 1 : 0
  const below = j + 1 < height ? width : 0
  const at = j * width + i
  const fx = u - i
  const fy = v - j
  const top = data[at] + (data[at + right] - data[at]) * fx
  const bottom = data[at + below] + (data[at + below + right] - data[at + below]) * fx
  return top + (bottom - top) * fy
}
