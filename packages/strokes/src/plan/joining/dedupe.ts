import { cutStroke } from '../../geometry/cut-stroke.ts'
import { distanceToSide } from '../../geometry/polyline.ts'
import { createSegmentGrid } from '../../geometry/segment-grid.ts'
import { flatMapSteps, resultOf } from '../../geometry/steps.ts'
import type { Stroke } from '../../types.ts'

/** Lines that run apart by more than this angle cross, and do not lie over each other. */
export const leastCosine = Math.cos((10 * Math.PI) / 180)

/**
 * Takes out ink that lies within `toleranceMm` of ink drawn before it: doubled strokes, shared borders, lines drawn
 * there and back. A stroke that is covered in part is cut into what is left; what is no longer than the tolerance goes.
 * The order stays. Near O(n) by a grid. No tolerance, or 0, changes nothing.
 */
export function dedupeStrokes(strokes: readonly Stroke[], toleranceMm: number): Stroke[] {
  return resultOf(dedupeSteps(strokes, toleranceMm))
}

/** `dedupeStrokes` in steps of a few milliseconds, each reporting progress 0…1. */
export function* dedupeSteps(strokes: readonly Stroke[], toleranceMm: number): Generator<number, Stroke[]> {
  if (!(toleranceMm > 0)) return [...strokes]
  const grid = createSegmentGrid(strokes)
  return yield* flatMapSteps(strokes, (stroke) => {
    if (stroke.points.length < 2) return []
    return stroke.points.length === 2 ? newDot(stroke) : newParts(stroke)
  })

  function newDot(stroke: Stroke): Stroke[] {
    const [x, y] = stroke.points
    let isCovered = false
    grid.visit(x, y, x, y, toleranceMm, (cx, cy, dx, dy) => {
      isCovered ||= distanceToSide(x, y, cx, cy, dx, dy) <= toleranceMm
    })
    if (isCovered) return []
    grid.add(x, y, x, y)
    return [stroke]
  }

  function newParts(stroke: Stroke): Stroke[] {
    const keep = (ax: number, ay: number, bx: number, by: number, length: number): number[] => {
      const spans = freeSpans(ax, ay, bx, by, length)
      const at = (mm: number) => [ax + ((bx - ax) * mm) / length, ay + ((by - ay) * mm) / length] as const
      for (let k = 0; k < spans.length; k += 2) grid.add(...at(spans[k]), ...at(spans[k + 1]))
      return spans.map((mm) => mm / length)
    }
    return cutStroke(stroke, keep, { longerThan: toleranceMm })
  }

  /** What no line drawn before covers of a side, as from, to, from, to … in mm along it. */
  function freeSpans(ax: number, ay: number, bx: number, by: number, length: number): number[] {
    const ux = (bx - ax) / length
    const uy = (by - ay) / length
    const covered: [number, number][] = []
    grid.visit(ax, ay, bx, by, toleranceMm, (cx, cy, dx, dy) => {
      const other = Math.hypot(dx - cx, dy - cy)
      const cosine = ((dx - cx) * ux + (dy - cy) * uy) / other
      if (!(Math.abs(cosine) >= leastCosine)) return
      const c = (cx - ax) * ux + (cy - ay) * uy
      const d = c + cosine * other
      const from = Math.max(0, Math.min(c, d))
      const to = Math.min(length, Math.max(c, d))
      if (to - from <= 1e-9) return
      // How far the other line is to the side where the two run along each other.
      const aside = (mm: number) =>
        (cy - ay) * ux - (cx - ax) * uy + ((mm - c) / (d - c)) * ((dy - cy) * ux - (dx - cx) * uy)
      if (Math.abs(aside(from)) <= toleranceMm && Math.abs(aside(to)) <= toleranceMm) covered.push([from, to])
    })
    return outside(covered, length, toleranceMm)
  }
}

/** The spans of `[0, length]` that lie in none of these; gaps up to `least` between two covered ones count as covered. */
function outside(covered: [number, number][], length: number, least: number): number[] {
  if (covered.length === 0) return [0, length]
  covered.sort((a, b) => a[0] - b[0])
  const spans: number[] = []
  let reached = 0
  for (const [from, to] of covered) {
    if (from > reached + (reached > 0 ? least : 0)) spans.push(reached, from)
    reached = Math.max(reached, to)
  }
  if (reached < length) spans.push(reached, length)
  return spans
}
