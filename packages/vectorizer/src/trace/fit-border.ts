import { findCorners } from '../geometry/corners.ts'
import { fitCubics } from '../geometry/fit-cubic.ts'
import type { Border } from './crack-graph.ts'

/** A border turns sharper than about 65° within this many cracks to be a corner. */
const cornerReach = 4
const cornerCosine = 0.42
/** How true curves are to a border. */
export type Fit = {
  /** How far they may be from the middles of its cracks, in pixels. */
  readonly tolerance: number
  /** How often it is averaged with itself before: twice for calm lines, once for true ones. */
  readonly calmings: 1 | 2
}

/**
 * A border as cubic Béziers in pixels: x0, y0, then two handles and an end per curve. Ends stay on their junctions; a closed one ends where it starts.
 */
export function fitBorder({ corners, closed }: Border, { tolerance, calmings }: Fit): Float64Array {
  const middles = closed ? middlesOfLoop(corners) : middlesOfLine(corners)
  const last = middles.length / 2 - 1
  const marks = cornersOf(middles, closed)
  const calm = (points: Float64Array, fixed: readonly number[], isLoop: boolean) =>
    calmed(points, fixed, isLoop, calmings)
  if (!closed) return fitCubics(calm(middles, marks, false), tolerance, marks)
  if (marks.length === 0) return fitCubics(calm(middles, marks, true), tolerance, [], true)
  // A loop begins at a corner, so that no joint is needed where it is round.
  const turned = rotated(middles, marks[0])
  const rest = marks.slice(1).map((mark) => (mark - marks[0] + last) % last)
  return fitCubics(calm(turned, rest, false), tolerance, rest)
}

/** Takes the staircase out: every point is averaged with its neighbors, but for the ends and the corners. */
function calmed(
  points: Float64Array,
  corners: readonly number[],
  isLoop: boolean,
  calmings: number,
): Float64Array {
  const last = points.length / 2 - 1
  const isFixed = new Uint8Array(last + 1)
  for (const corner of corners) isFixed[corner] = 1
  if (!isLoop) {
    isFixed[0] = 1
    isFixed[last] = 1
  }
  let from = points
  for (let pass = 0; pass < calmings; pass++) {
    const to = from.slice()
    for (let i = 0; i <= last; i++) {
      if (isFixed[i]) continue
      const before = (i === 0 ? last - 1 : i - 1) * 2
      const after = (i === last ? 1 : i + 1) * 2
      to[i * 2] = 0.5 * from[i * 2] + 0.25 * (from[before] + from[after])
      to[i * 2 + 1] = 0.5 * from[i * 2 + 1] + 0.25 * (from[before + 1] + from[after + 1])
    }
    from = to
  }
  return from
}

/** The middles of the cracks, between the two ends. */
function middlesOfLine(corners: Int32Array): Float64Array {
  const cracks = corners.length / 2 - 1
  const middles = new Float64Array((cracks + 2) * 2)
  middles[0] = corners[0]
  middles[1] = corners[1]
  for (let i = 0; i < cracks; i++) {
    middles[(i + 1) * 2] = (corners[i * 2] + corners[i * 2 + 2]) / 2
    middles[(i + 1) * 2 + 1] = (corners[i * 2 + 1] + corners[i * 2 + 3]) / 2
  }
  middles[(cracks + 1) * 2] = corners[cracks * 2]
  middles[(cracks + 1) * 2 + 1] = corners[cracks * 2 + 1]
  return middles
}

/** The same of a loop, its first middle repeated at the end. */
function middlesOfLoop(corners: Int32Array): Float64Array {
  const count = corners.length / 2
  const middles = new Float64Array((count + 1) * 2)
  for (let i = 0; i <= count; i++) {
    const a = (i % count) * 2
    const b = ((i + 1) % count) * 2
    middles[i * 2] = (corners[a] + corners[b]) / 2
    middles[i * 2 + 1] = (corners[a + 1] + corners[b + 1]) / 2
  }
  return middles
}

function cornersOf(points: Float64Array, closed: boolean): number[] {
  const count = points.length / 2 - (closed ? 1 : 0)
  const reach = Math.min(cornerReach, closed ? Math.floor(count / 4) : Math.floor((count - 1) / 2))
  return reach < 2 ? [] : findCorners(points, count, closed, reach, cornerCosine)
}

/** A loop, its start repeated at its end, begun at another of its points. */
function rotated(points: Float64Array, start: number): Float64Array {
  const count = points.length / 2 - 1
  const out = new Float64Array(points.length)
  for (let i = 0; i <= count; i++) {
    const from = ((start + i) % count) * 2
    out[i * 2] = points[from]
    out[i * 2 + 1] = points[from + 1]
  }
  return out
}
