import type { Stroke } from '../types.ts'
import { reversedArcs, rotatedArcs, strokeMover } from './curves/arcs.ts'

/** A rectangle by its corners, in the unit of what it bounds. Empty when `minX > maxX`. */
export type Box = {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** Length of a stroke along its points, the closing side of a closed one included, in the points' unit. */
export function strokeLength({
  points,
  closed,
}: {
  readonly points: ArrayLike<number>
  readonly closed: boolean
}): number {
  let length = 0
  for (let i = 2; i < points.length; i += 2) {
    const dx = points[i] - points[i - 2]
    const dy = points[i + 1] - points[i - 1]
    length += Math.sqrt(dx * dx + dy * dy)
  }
  if (closed && points.length > 2) {
    const last = points.length - 2
    length += Math.hypot(points[0] - points[last], points[1] - points[last + 1])
  }
  return length
}

/** Length of all of these together, in their points' unit. */
export function strokesLength(strokes: readonly Parameters<typeof strokeLength>[0][]): number {
  return strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)
}

/** What a margin leaves of a sheet. */
export function boxWithin(
  { widthMm, heightMm }: { readonly widthMm: number; readonly heightMm: number },
  marginMm: number,
): Box {
  return { minX: marginMm, minY: marginMm, maxX: widthMm - marginMm, maxY: heightMm - marginMm }
}

/** The smallest box around all points of the strokes; empty for none. */
export function strokesBox(strokes: readonly Stroke[]): Box {
  return pointsBox(strokes.map(({ points }) => points))
}

/** The smallest box around points, lists of x0, y0, x1, y1 …; empty for none. */
export function pointsBox(lists: Iterable<ArrayLike<number>>): Box {
  let minX = Number.POSITIVE_INFINITY
  let minY = Number.POSITIVE_INFINITY
  let maxX = Number.NEGATIVE_INFINITY
  let maxY = Number.NEGATIVE_INFINITY
  for (const points of lists) {
    for (let i = 0; i < points.length; i += 2) {
      minX = Math.min(minX, points[i])
      maxX = Math.max(maxX, points[i])
      minY = Math.min(minY, points[i + 1])
      maxY = Math.max(maxY, points[i + 1])
    }
  }
  return { minX, minY, maxX, maxY }
}

/** The same stroke drawn from its other end. */
export function reverseStroke(stroke: Stroke): Stroke {
  const points = reversePoints(stroke.points)
  if (!stroke.arcs) return { ...stroke, points }
  return { ...stroke, points, arcs: reversedArcs(stroke, points.length / 2) }
}

/** The same points the other way around; of a chain of Béziers, the same curves. */
export function reversePoints(points: Float64Array): Float64Array {
  const reversed = new Float64Array(points.length)
  for (let i = 0, j = points.length - 2; j >= 0; i += 2, j -= 2) {
    reversed[i] = points[j]
    reversed[i + 1] = points[j + 1]
  }
  return reversed
}

/** The same loop begun at its vertex number `vertex`. */
export function rotateLoop(stroke: Stroke, vertex: number): Stroke {
  if (vertex === 0) return stroke
  const { points } = stroke
  const rotated = new Float64Array(points.length)
  rotated.set(points.subarray(vertex * 2))
  rotated.set(points.subarray(0, vertex * 2), points.length - vertex * 2)
  if (!stroke.arcs) return { ...stroke, points: rotated }
  return { ...stroke, points: rotated, arcs: rotatedArcs(stroke, points.length / 2, vertex) }
}

/** Scales all points about the origin by `scale` (one factor, so shapes keep theirs) and then moves them. */
export function transformStroke(stroke: Stroke, scale: number, dx: number, dy: number): Stroke {
  const move = (points: Float64Array) => {
    const moved = new Float64Array(points.length)
    for (let i = 0; i < points.length; i += 2) {
      moved[i] = points[i] * scale + dx
      moved[i + 1] = points[i + 1] * scale + dy
    }
    return moved
  }
  return strokeMover(move)(stroke)
}

/** How far along a straight side, (ax, ay) to (bx, by), its place nearest to a point lies, 0…1. */
export function shareOfSide(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  return square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
}

/** How far a point is from the nearest of a straight side, (ax, ay) to (bx, by). */
export function distanceToSide(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const along = shareOfSide(x, y, ax, ay, bx, by)
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
}
