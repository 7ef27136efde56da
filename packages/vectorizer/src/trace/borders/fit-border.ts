import { findCorners } from '@plotline/strokes/geometry/curves/corners'
import { fitCubics } from '@plotline/strokes/geometry/curves/fit-cubic'

/** A border turns sharper than about 65° within this many cracks to be a corner. */
const cornerReach = 4
const cornerCosine = 0.42

/** How true curves are to a border. */
export type Fit = {
  /** How far they may be from the middles of its cracks, in pixels. */
  readonly tolerance: number
  /** How often it is averaged with itself before: the more, the calmer. */
  readonly calmings: number
}

export type Point = readonly [number, number]

/** A line with its curves: x0, y0, then two handles and an end per curve. */
export type FittedLine = {
  readonly curve: Float64Array
  /** The place beside a corner of the line: the number of a curve and the parameter on it as its fraction. */
  placeOf(corner: number): number
}

/**
 * A line along cracks as cubic Béziers in pixels. Its ends stay on their corners, or where `ends` says; a closed one ends
 * where it starts, which it says once in `corners` and twice in its curves.
 */
export function fitLine(
  corners: Int32Array,
  closed: boolean,
  { tolerance, calmings }: Fit,
  [start, end]: readonly (Point | undefined)[] = [],
): FittedLine {
  const middles = closed ? middlesOfLoop(corners) : middlesOfLine(corners)
  if (start) middles.set(start, 0)
  if (end) middles.set(end, middles.length - 2)
  const last = middles.length / 2 - 1
  const marks = cornersOf(middles, closed)
  // A loop begins at a corner, so that no joint is needed where it is round.
  const turn = closed && marks.length > 0 ? marks[0] : 0
  const turned = turn > 0 ? rotated(middles, turn) : middles
  const rest = closed ? marks.slice(1).map((mark) => (mark - turn + last) % last) : marks
  const isRound = closed && marks.length === 0
  const points = calmed(turned, rest, isRound, calmings)
  const ends: number[] = []
  const curve = fitCubics(points, tolerance, rest, isRound, ends)
  const placeOf = (corner: number) => {
    const at = closed ? (corner - 0.5 - turn + 2 * last) % last : corner + 0.5
    return placeAt(ends, at)
  }
  return { curve, placeOf }
}

/** The place on curves that were fitted to points and end at `ends`, beside one of these or between two. */
function placeAt(ends: readonly number[], at: number): number {
  let k = 0
  while (k + 1 < ends.length && ends[k] < at) k++
  const from = k === 0 ? 0 : ends[k - 1]
  return k + Math.min(1, Math.max(0, (at - from) / (ends[k] - from)))
}

/**
 * Takes the staircase out and keeps curvature, so that small areas do not shrink: 2G − G∗G, where G averages every point
 * `passes` times with its neighbors, but for the ends and the corners.
 */
function calmed(
  points: Float64Array,
  corners: readonly number[],
  isLoop: boolean,
  passes: number,
): Float64Array {
  const isFixed = new Uint8Array(points.length / 2)
  for (const corner of corners) isFixed[corner] = 1
  if (!isLoop) {
    isFixed[0] = 1
    isFixed[isFixed.length - 1] = 1
  }
  const out = points.slice()
  for (let pass = 0; pass < passes; pass++) average(out, isFixed)
  const once = out.slice()
  for (let pass = 0; pass < passes; pass++) average(out, isFixed)
  for (let i = 0; i < out.length; i++) out[i] = 2 * once[i] - out[i]
  return out
}

/** Every point but the fixed ones becomes the mean of itself and the middle of its neighbors, in place. */
function average(points: Float64Array, isFixed: Uint8Array): void {
  const last = isFixed.length - 1
  for (let d = 0; d < 2; d++) {
    const second = points[2 + d]
    let before = points[(last - 1) * 2 + d]
    for (let i = 0; i <= last; i++) {
      const own = points[i * 2 + d]
      const after = i === last ? second : points[i * 2 + 2 + d]
      if (!isFixed[i]) points[i * 2 + d] = 0.5 * own + 0.25 * (before + after)
      before = own
    }
  }
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
