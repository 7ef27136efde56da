import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'
import { gaussian } from './gaussian.ts'

/**
 * Raises what is lighter or darker than its surroundings of `reachPx` by `share` of the difference, kept within 0 … 1:
 * features keep their place when the range of tones shrinks to what ink can do. White stays white.
 */
export async function raiseContrast(
  plane: Plane,
  reachPx: number,
  share: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  const { width, height, data } = plane
  const around = await gaussian(plane, reachPx, pace)
  const out = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    for (let i = y * width; i < (y + 1) * width; i++) {
      const raised = data[i] + share * (data[i] - around.data[i]) * Math.min(1, 4 * (1 - data[i]))
      out.data[i] = Math.min(1, Math.max(0, raised))
    }
    await pace(width * 4)
  }
  return out
}
