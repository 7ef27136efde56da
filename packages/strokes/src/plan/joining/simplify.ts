import { reshaped } from '../../geometry/curves/arcs.ts'
import { flatMapSteps, resultOf } from '../../geometry/steps.ts'
import type { Stroke } from '../../types.ts'

/**
 * Drops points that lie within `toleranceMm` of what remains. Ends of open strokes and the start of closed ones stay;
 * a loop thinner than the tolerance becomes the line it looks like. Running it twice changes nothing.
 * Douglas & Peucker 1973, with an explicit stack and the distance to the segment, not to its line.
 */
export function simplifyStrokes(strokes: readonly Stroke[], toleranceMm: number): Stroke[] {
  return resultOf(simplifySteps(strokes, toleranceMm))
}

/** `simplifyStrokes` in steps of a few milliseconds, each reporting progress 0…1. */
export function* simplifySteps(strokes: readonly Stroke[], toleranceMm: number): Generator<number, Stroke[]> {
  if (!(toleranceMm > 0)) return [...strokes]
  return yield* flatMapSteps(strokes, (stroke) => [simplifyStroke(stroke, toleranceMm)])
}

function simplifyStroke(stroke: Stroke, toleranceMm: number): Stroke {
  const { points, closed } = stroke
  const count = points.length / 2
  if (count < 3) return stroke
  const keep = new Uint8Array(count + 1)
  keep[0] = 1
  if (closed) {
    // A loop is two chains between its start and the vertex farthest from it; vertex `count` is the start again.
    const far = farthestVertex(points)
    keep[far] = 1
    keep[count] = 1
    keepChain(points, 0, far, toleranceMm, keep)
    keepChain(points, far, count, toleranceMm, keep)
    keep[count] = 0
  } else {
    keep[count - 1] = 1
    keepChain(points, 0, count - 1, toleranceMm, keep)
  }
  const kept = keep.reduce((sum, value) => sum + value, 0)
  if (kept === count) return stroke
  const simple = new Float64Array(kept * 2)
  const from: number[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (!keep[i]) continue
    from.push(i)
    simple[at++] = points[i * 2]
    simple[at++] = points[i * 2 + 1]
  }
  return reshaped(stroke, simple, closed && kept > 2, from)
}

function farthestVertex(points: Float64Array): number {
  let far = 1
  let best = -1
  for (let i = 1; i * 2 < points.length; i++) {
    const dx = points[i * 2] - points[0]
    const dy = points[i * 2 + 1] - points[1]
    const distance = dx * dx + dy * dy
    if (distance <= best) continue
    best = distance
    far = i
  }
  return far
}

function keepChain(
  points: Float64Array,
  from: number,
  to: number,
  toleranceMm: number,
  keep: Uint8Array,
): void {
  const limit = toleranceMm * toleranceMm
  const stack = [from, to]
  while (stack.length > 0) {
    const last = stack.pop() as number
    const first = stack.pop() as number
    const ax = points[first * 2]
    const ay = points[first * 2 + 1]
    const end = (last * 2) % points.length
    const dx = points[end] - ax
    const dy = points[end + 1] - ay
    const lengthSquared = dx * dx + dy * dy
    // Beside the side a point is as far from it as from its line: that, times the side's length, needs no division.
    let worst = limit
    let worstBeside = limit * lengthSquared
    let split = -1
    for (let i = first + 1; i < last; i++) {
      const px = points[i * 2] - ax
      const py = points[i * 2 + 1] - ay
      const along = px * dx + py * dy
      if (along > 0 && along < lengthSquared) {
        const across = px * dy - py * dx
        if (across * across <= worstBeside) continue
        worstBeside = across * across
        worst = worstBeside / lengthSquared
      } else {
        const ex = along > 0 ? px - dx : px
        const ey = along > 0 ? py - dy : py
        const distance = ex * ex + ey * ey
        if (distance <= worst) continue
        worst = distance
        worstBeside = worst * lengthSquared
      }
      split = i
    }
    if (split < 0) continue
    keep[split] = 1
    stack.push(first, split, split, last)
  }
}
