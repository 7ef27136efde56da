import type { Stroke } from '../types.ts'
import { cutStroke } from './cut-stroke.ts'
import { type Box, strokeLength } from './polyline.ts'

/**
 * The parts of the strokes inside a box, edges included. Strokes wholly inside pass as they are; a loop that is cut
 * becomes open pieces, the piece through its start in one. Liang & Barsky 1984.
 */
export function clipStrokes(strokes: readonly Stroke[], box: Box): Stroke[] {
  return strokes.flatMap((stroke) => {
    if (isInside(stroke.points, box)) return [stroke]
    if (strokeLength(stroke) === 0) return []
    return cutStroke(stroke, (ax, ay, bx, by) => clipSegment(ax, ay, bx, by, box), {
      // Rounding must not put a cut point outside the edge it lies on.
      pointAt: (ax, ay, bx, by, share) => [
        Math.min(box.maxX, Math.max(box.minX, ax + (bx - ax) * share)),
        Math.min(box.maxY, Math.max(box.minY, ay + (by - ay) * share)),
      ],
    })
  })
}

function isInside(points: Float64Array, box: Box): boolean {
  for (let i = 0; i < points.length; i += 2) {
    const inside =
      points[i] >= box.minX && points[i] <= box.maxX && points[i + 1] >= box.minY && points[i + 1] <= box.maxY
    if (!inside) return false
  }
  return true
}

/** The span of a side inside the box as `[from, to]` in shares of it, or none. */
function clipSegment(ax: number, ay: number, bx: number, by: number, box: Box): number[] {
  let from = 0
  let to = 1
  const limits = [
    [ax - bx, ax - box.minX],
    [bx - ax, box.maxX - ax],
    [ay - by, ay - box.minY],
    [by - ay, box.maxY - ay],
  ] as const
  for (const [slope, room] of limits) {
    if (slope === 0) {
      if (room < 0) return []
      continue
    }
    const at = room / slope
    if (slope < 0) from = Math.max(from, at)
    else to = Math.min(to, at)
  }
  return from < to ? [from, to] : []
}
