import { findCorners } from './corners.ts'
import { fitCubics } from './fit-cubic.ts'

/** A turn of more than about 50° over this many tolerances to both sides is a corner. */
const cornerCosine = 0.64
const cornerReach = 5
/** Between points this many tolerances apart a fit cannot stray unseen. */
const stepTolerances = 2

/**
 * A polyline as cubic Béziers that stay within about `tolerance` of it, corners kept: x0, y0, then two handles and an
 * end per curve, the last end of a closed one being its start. A line of fewer than two points comes back as it is.
 */
export function fitStroke(points: Float64Array, closed: boolean, tolerance: number): Float64Array {
  if (points.length < 4) return points.slice()
  const even = evenly(points, closed, tolerance * stepTolerances)
  const count = even.length / 2 - (closed ? 1 : 0)
  const corners = findCorners(even, count, closed, cornerReach, cornerCosine)
  if (!closed || corners.length === 0) return fitCubics(even, tolerance, corners, closed)
  // A loop begins at a corner, so that no joint is needed where it is round.
  const [start] = corners
  const turned = new Float64Array(even.length)
  for (let i = 0; i <= count; i++) {
    const from = ((start + i) % count) * 2
    turned[i * 2] = even[from]
    turned[i * 2 + 1] = even[from + 1]
  }
  return fitCubics(
    turned,
    tolerance,
    corners.slice(1).map((corner) => corner - start),
  )
}

/** The line with its points about `step` apart, none of its own left out; a closed one repeats its start at its end. */
function evenly(points: Float64Array, closed: boolean, step: number): Float64Array {
  const count = points.length / 2
  const out: number[] = [points[0], points[1]]
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [x0, y0] = [points[i * 2], points[i * 2 + 1]]
    const j = ((i + 1) % count) * 2
    const [dx, dy] = [points[j] - x0, points[j + 1] - y0]
    const pieces = Math.max(1, Math.round(Math.sqrt(dx * dx + dy * dy) / step))
    for (let k = 1; k < pieces; k++) out.push(x0 + (dx * k) / pieces, y0 + (dy * k) / pieces)
    out.push(points[j], points[j + 1])
  }
  return Float64Array.from(out)
}
