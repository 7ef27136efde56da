import type { Device } from '../../devices/schema.ts'
import type { Stroke } from '../../types.ts'

type Motion = Device['draw']

/** Points closer than this are one: no machine turns between them. */
const shortestMm = 1e-9

/** Seconds for a straight move from rest to rest: a trapezoid of speed over time, or a triangle when it is short. */
export function moveSeconds(lengthMm: number, motion: Motion): number {
  return trapezoidSeconds(lengthMm, 0, 0, motion)
}

/**
 * Seconds to draw a stroke from rest to rest. Speed in each corner is what a look-ahead planner such as GRBL's allows:
 * the one at which a circle through the corner's rounding of `deviationMm` needs just the acceleration there is.
 */
export function strokeSeconds({ points, closed }: Stroke, motion: Motion, deviationMm: number): number {
  const { lengths, cornerSpeeds } = cornersOf(points, closed, motion, deviationMm)
  const count = lengths.length
  // A corner can be no faster than one can brake to the next, or than one can have become since the last.
  const twice = 2 * motion.accelerationMmPerS2
  for (let i = count - 1; i >= 0; i--) {
    cornerSpeeds[i] = Math.min(cornerSpeeds[i], Math.sqrt(cornerSpeeds[i + 1] ** 2 + twice * lengths[i]))
  }
  let seconds = 0
  for (let i = 0; i < count; i++) {
    cornerSpeeds[i + 1] = Math.min(cornerSpeeds[i + 1], Math.sqrt(cornerSpeeds[i] ** 2 + twice * lengths[i]))
    seconds += trapezoidSeconds(lengths[i], cornerSpeeds[i], cornerSpeeds[i + 1], motion)
  }
  return seconds
}

/** Side lengths without the empty ones, and the highest speed at each end of a side; the stroke's own ends are at rest. */
function cornersOf(points: Float64Array, closed: boolean, motion: Motion, deviationMm: number) {
  const count = points.length / 2
  const lengths: number[] = []
  const cornerSpeeds: number[] = [0]
  let ux = 0
  let uy = 0
  for (let i = 1; i < count + (closed ? 1 : 0); i++) {
    const j = (i % count) * 2
    const dx = points[j] - points[i * 2 - 2]
    const dy = points[j + 1] - points[i * 2 - 1]
    const length = Math.hypot(dx, dy)
    if (length < shortestMm) continue
    if (lengths.length > 0) {
      const cosine = (ux * dx + uy * dy) / length
      cornerSpeeds.push(cornerSpeed(cosine, motion, deviationMm))
    }
    ux = dx / length
    uy = dy / length
    lengths.push(length)
  }
  cornerSpeeds.push(0)
  return { lengths, cornerSpeeds }
}

function cornerSpeed(cosine: number, motion: Motion, deviationMm: number): number {
  // `cosine` 1 is straight on. Half the angle between the sides has the sine below.
  const sine = Math.sqrt(Math.max(0, (1 + cosine) / 2))
  if (sine > 0.999999) return motion.speedMmPerS
  const speed = Math.sqrt((motion.accelerationMmPerS2 * deviationMm * sine) / (1 - sine))
  return Math.min(motion.speedMmPerS, speed)
}

function trapezoidSeconds(lengthMm: number, from: number, to: number, motion: Motion): number {
  if (lengthMm === 0) return 0
  const { speedMmPerS: limit, accelerationMmPerS2: acceleration } = motion
  const peak = Math.min(limit, Math.sqrt((from * from + to * to) / 2 + acceleration * lengthMm))
  const ramps = (2 * peak * peak - from * from - to * to) / (2 * acceleration)
  return (2 * peak - from - to) / acceleration + Math.max(0, lengthMm - ramps) / peak
}
