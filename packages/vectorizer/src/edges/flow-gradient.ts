import type { Gradient } from '../raster/gradient.ts'
import { type Pace, unpaced } from '../raster/pace.ts'
import type { FlowField } from './flow.ts'

/**
 * The gradient across an edge tangent flow, averaged `reachPx` along it to both sides with falling weight: what goes on
 * along the image's own direction adds up, noise cancels out (the integration of Kang, Lee & Chui 2007, on a first
 * derivative so that edges are placed where they are). The line that is averaged along stops at sharp turns.
 */
export async function gradientAlongFlow(
  slope: Gradient,
  field: FlowField,
  reachPx: number,
  pace: Pace = unpaced,
): Promise<Gradient> {
  const { width, height } = slope
  const steps = Math.max(1, Math.round(reachPx))
  const weights = Float32Array.from({ length: steps + 1 }, (_, i) => Math.exp((-2 * i * i) / (steps * steps)))
  const dx = new Float32Array(width * height)
  const dy = new Float32Array(width * height)
  const magnitude = new Float32Array(width * height)
  const sums = new Float64Array(2)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const tx = field.x[i]
      const ty = field.y[i]
      sums[0] = slope.dy[i] * tx - slope.dx[i] * ty
      sums[1] = 1
      walk(slope, field, x, y, 1, weights, sums)
      walk(slope, field, x, y, -1, weights, sums)
      const across = sums[0] / sums[1]
      dx[i] = -ty * across
      dy[i] = tx * across
      magnitude[i] = across < 0 ? -across : across
    }
    await pace(width * steps * 14)
  }
  return { width, height, dx, dy, magnitude }
}

/** Adds gradient and weight along the flow to `sums`, the side that counts as right kept the same all the way. */
function walk(
  slope: Gradient,
  field: FlowField,
  fromX: number,
  fromY: number,
  sign: number,
  weights: Float32Array,
  sums: Float64Array,
): void {
  const { width, height } = slope
  let x = fromX
  let y = fromY
  let tx = field.x[fromY * width + fromX] * sign
  let ty = field.y[fromY * width + fromX] * sign
  for (let step = 1; step < weights.length; step++) {
    x += tx
    y += ty
    const column = Math.round(x)
    const row = Math.round(y)
    if (column < 1 || row < 1 || column >= width - 1 || row >= height - 1) return
    const i = row * width + column
    const along = field.x[i] * tx + field.y[i] * ty
    // A turn of more than 45° means another line: stop, so that corners stay corners.
    if (along < 0.7 && along > -0.7) return
    tx = along < 0 ? -field.x[i] : field.x[i]
    ty = along < 0 ? -field.y[i] : field.y[i]
    sums[0] += weights[step] * sign * (slope.dy[i] * tx - slope.dx[i] * ty)
    sums[1] += weights[step]
  }
}
