import { flattenCurves, stepsWithin } from '@plotline/strokes/geometry/curves/flatten'
import type { Pace } from '@plotline/strokes/geometry/pace'
import type { Piece } from '../../trace/borders/area-contours.ts'
import { createBorderGrid } from './border-grid.ts'
import { addPiece, type FittedBorder } from './fitted-border.ts'
import type { PaintOrder } from './paint-order.ts'

/** How far a flap reaches under what is painted later, in pixels: as far as there is room. */
const depths = [1.5, 0.7, 0.3]
/** Borders are flattened to within so many pixels. */
const flatness = 0.12
/** Over how many curves a flap is tried to reach. */
const spans = [24, 16, 12, 8, 6, 5, 4, 3, 2, 1]
/** A flap is looked at as so many straight pieces. */
const steps = 8
/** Which of its points are looked up first, and which only then. */
const middle = [4, 2, 6, 3, 5]
const outer = [0, 1, 7, 8]
/** What it takes to try all spans from a place, about. */
const workPerSpan = 10_000

/** Hidden ways along what is painted later. */
export type Flaps = {
  /**
   * Adds a way from the start of a run of borders, where the chain ends, to the end of the run by few curves that stay
   * under what is painted after `rank`, the rank of the area to the right of the run. All of the run must border on that.
   */
  addUnder(chain: number[], run: readonly Piece[], rank: number): Promise<void>
}

export async function createFlaps(
  borders: readonly FittedBorder[],
  { rankOf, rankAt, width }: PaintOrder,
  pace: Pace,
): Promise<Flaps> {
  const flats: Float64Array[] = []
  for (const { curve } of borders) {
    flats.push(flattenCurves(curve, flatness))
    await pace(curve.length * 70)
  }
  const lowest = Int32Array.from(borders, ({ leftArea, rightArea }) =>
    Math.min(leftArea < 0 ? -1 : rankOf[leftArea], rightArea < 0 ? -1 : rankOf[rightArea]),
  )
  const grid = await createBorderGrid(flats, lowest, pace)
  const curve = new Float64Array(8)
  const line = new Float64Array((steps + 1) * 2)
  const thirds = new Float64Array(8)

  async function addUnder(chain: number[], run: readonly Piece[], rank: number): Promise<void> {
    const way = walk(borders, flats, run)
    const count = way.stops.length - 1
    for (let i = 0; i < count; ) {
      const left = count - i
      const span = spans.find((count) => count <= left && isFound(way, i, i + count, rank))
      if (span) for (let k = 2; k < 8; k++) chain.push(curve[k])
      else for (let k = 0; k < 6; k++) chain.push(way.curves[i * 6 + k])
      i += span ?? 1
      await pace(workPerSpan)
    }
  }

  /** Leaves in `curve` one that goes from the start of curve `from` of a run to that of curve `to`, if there is one. */
  function isFound(way: Way, from: number, to: number, rank: number): boolean {
    const { points } = way
    const first = way.stops[from]
    const last = way.stops[to]
    for (let d = 0; d < 2; d++) {
      curve[d] = points[first * 2 + d]
      curve[6 + d] = points[last * 2 + d]
      curve[2 + d] = (2 * curve[d] + curve[6 + d]) / 3
      curve[4 + d] = (curve[d] + 2 * curve[6 + d]) / 3
    }
    const chord = Math.hypot(curve[6] - curve[0], curve[7] - curve[1])
    if (chord < 0.5) return false
    // A straight side along the border hides nothing of the seam.
    if (isUnder(way, first, last, rank, chord / 2)) return true
    placeAlong(way, first, last, 1 / 3, thirds, 0)
    placeAlong(way, first, last, 2 / 3, thirds, 4)
    for (const depth of depths) {
      lead(depth)
      if (isUnder(way, first, last, rank, 0)) return true
    }
    return false
  }

  /** Leads the curve past both points in `thirds`, so far to their left. */
  function lead(depth: number): void {
    for (let d = 0; d < 2; d++) {
      const u = 27 * (thirds[d] + thirds[2 + d] * depth) - 8 * curve[d] - curve[6 + d]
      const v = 27 * (thirds[4 + d] + thirds[6 + d] * depth) - curve[d] - 8 * curve[6 + d]
      curve[2 + d] = (2 * u - v) / 18
      curve[4 + d] = (2 * v - u) / 18
    }
  }

  /** Whether the curve leaves out nothing, between it and the run, that is not painted later. */
  function isUnder({ points, own }: Way, first: number, last: number, rank: number, least: number): boolean {
    // Most are found out at once by the pixels under them.
    for (const k of middle) if (!isLater(pointAt(k), rank)) return false
    for (const k of outer) pointAt(k)
    let doubled = 0
    for (let i = first; i < last; i++)
      doubled += points[i * 2] * points[i * 2 + 3] - points[i * 2 + 2] * points[i * 2 + 1]
    for (let k = steps; k > 0; k--)
      doubled += line[k * 2] * line[k * 2 - 1] - line[k * 2 - 2] * line[k * 2 + 1]
    if (doubled >= 0 || -doubled < 2 * least) return false
    return (
      !grid.isCrossed(line, rank) && !grid.holds(points.subarray(first * 2, last * 2 + 2), line, rank, own)
    )
  }

  /** Leaves a point of the curve in `line`, and answers which. */
  function pointAt(k: number): number {
    const t = k / steps
    const s = 1 - t
    const a = s * s * s
    const b = 3 * s * s * t
    const c = 3 * s * t * t
    const d = t * t * t
    line[k * 2] = a * curve[0] + b * curve[2] + c * curve[4] + d * curve[6]
    line[k * 2 + 1] = a * curve[1] + b * curve[3] + c * curve[5] + d * curve[7]
    return k
  }

  function isLater(k: number, rank: number): boolean {
    const x = Math.floor(line[k * 2])
    const y = Math.floor(line[k * 2 + 1])
    return x >= 0 && y >= 0 && x < width && rankAt[y * width + x] > rank
  }

  return { addUnder }
}

/** A run of borders as one polyline. */
type Way = {
  readonly points: Float64Array
  /** The length up to each point. */
  readonly along: Float64Array
  /** The run's own curves, handles and an end each. */
  readonly curves: readonly number[]
  /** The point at which each of these starts, and at which the last ends. */
  readonly stops: Int32Array
  readonly own: ReadonlySet<number>
}

function walk(borders: readonly FittedBorder[], flats: readonly Float64Array[], run: readonly Piece[]): Way {
  const curves: number[] = []
  const ends = [0]
  for (const piece of run) {
    const { curve } = borders[piece.border]
    addPiece(borders, curves, piece)
    for (let k = 2; k < curve.length; k += 6) {
      const at = piece.backwards ? curve.length - 4 - k : k
      ends.push(ends[ends.length - 1] + stepsWithin(curve, (at - 2) / 6, flatness))
    }
  }
  const stops = Int32Array.from(ends)
  const count = ends[ends.length - 1] + 1
  const points = new Float64Array(count * 2)
  const along = new Float64Array(count)
  let start = 0
  for (const { border, backwards } of run) {
    const flat = flats[border]
    for (let i = 0; i < flat.length; i += 2) {
      const at = start + (backwards ? flat.length - 2 - i : i)
      points[at] = flat[i]
      points[at + 1] = flat[i + 1]
    }
    start += flat.length - 2
  }
  for (let i = 1; i < along.length; i++) {
    const dx = points[i * 2] - points[i * 2 - 2]
    const dy = points[i * 2 + 1] - points[i * 2 - 1]
    along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy)
  }
  return { points, along, curves, stops, own: new Set(run.map(({ border }) => border)) }
}

/** Leaves in `out` a point at a share of a stretch of a way and the unit direction to its left there, y down. */
function placeAlong(
  { points, along }: Way,
  first: number,
  last: number,
  share: number,
  out: Float64Array,
  at: number,
): void {
  const wanted = along[first] + (along[last] - along[first]) * share
  let i = first
  while (i + 1 < last && along[i + 1] < wanted) i++
  const step = along[i + 1] - along[i] || 1
  const t = (wanted - along[i]) / step
  const dx = points[i * 2 + 2] - points[i * 2]
  const dy = points[i * 2 + 3] - points[i * 2 + 1]
  out[at] = points[i * 2] + dx * t
  out[at + 1] = points[i * 2 + 1] + dy * t
  out[at + 2] = dy / step
  out[at + 3] = -dx / step
}
