import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import type { Gradient } from '../raster/gradient.ts'
import { createFlowPath, type FlowField, followFlow } from './flow.ts'

/** The cosine of 45°. */
const mostTurn = 0.7

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
  const path = createFlowPath(steps)
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const tx = field.x[i]
      const ty = field.y[i]
      let sum = slope.dy[i] * tx - slope.dx[i] * ty
      let weight = 1
      for (let sign = 1; sign >= -1; sign -= 2) {
        const length = followFlow(field, x, y, sign, mostTurn, path)
        for (let step = 0; step < length; step++) {
          const at = path.at[step]
          // The side that counts as right is kept the same all the way.
          sum += weights[step + 1] * sign * (slope.dy[at] * path.x[step] - slope.dx[at] * path.y[step])
          weight += weights[step + 1]
        }
      }
      const across = sum / weight
      dx[i] = -ty * across
      dy[i] = tx * across
      magnitude[i] = across < 0 ? -across : across
    }
    await pace(width * steps * 14)
  }
  return { width, height, dx, dy, magnitude }
}
