import type { Chain } from '../chain.ts'

/** The last points of a line, in which a detector turns it along whatever it meets. */
const hookPx = 6
/** Over how many points before those the line's own direction is read. */
const tailPx = 10
/** How far the last points may lie off that direction, in pixels. */
const offPx = 0.8

/**
 * How many points at one end of an open chain leave its direction at once: where two edges meet, their gradients mix,
 * and the last pixels of the one that stops turn along the other. A line that bends may go on bending. Points are
 * expected about a pixel apart; lines too short to have a direction have no hook.
 */
export function hookAt({ points, strength, closed }: Chain, atStart: boolean): number {
  const count = strength.length
  if (closed || count < hookPx + tailPx + 2) return 0
  const at = (k: number) => (atStart ? k : count - 1 - k) * 2
  const { dx, dy } = headingOf(points, at(hookPx), at(hookPx + tailPx))
  for (let k = hookPx - 1; k >= 0; k--) {
    const x = points[at(k)] - points[at(hookPx)]
    const y = points[at(k) + 1] - points[at(hookPx) + 1]
    if (Math.abs(x * dy - y * dx) > offPx + 0.15 * (x * dx + y * dy)) return k + 1
  }
  return 0
}

/** The unit direction from the point at `inner` to the one at `outer`, both offsets into `points`. */
export function headingOf(points: Float64Array, outer: number, inner: number): { dx: number; dy: number } {
  const dx = points[outer] - points[inner]
  const dy = points[outer + 1] - points[inner + 1]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  return { dx: dx / length, dy: dy / length }
}
