import { pointFrom, reshaped } from '../../geometry/curves/arcs.ts'
import { rotateLoop, strokeLength } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'

/**
 * Where loops begin and end, which shows as a small blob of ink: where it costs least `travel`, `hidden` in the loop's
 * sharpest corner, or `spread` along the length of the loops, so that no two neighbors have theirs in a row.
 */
export const seamKinds = ['travel', 'hidden', 'spread'] as const
export type SeamKind = (typeof seamKinds)[number]

/** Steps of the golden ratio never come back to where they were. */
const golden = (Math.sqrt(5) - 1) / 2
/** A point of the loop that lies so near is as good a seam as one between points, and none is added. */
const nearMm = 0.25
/** Sharper than this, as the cosine of the turn, is a corner; smoother loops keep their seam. */
const cornerCosine = Math.cos((20 * Math.PI) / 180)

/**
 * The strokes with the seams of loops moved as told, in the order they have; open strokes and dots stay as they are.
 */
export function placeSeamsBy(strokes: readonly Stroke[], kind: SeamKind): Stroke[] {
  if (kind === 'travel') return [...strokes]
  let loops = 0
  return strokes.map((stroke) => {
    if (!stroke.closed || stroke.points.length < 6) return stroke
    return kind === 'hidden'
      ? rotateLoop(stroke, sharpestVertex(stroke.points))
      : beginAlong(stroke, (++loops * golden) % 1)
  })
}

/** The vertex with the sharpest turn; the first where none is a corner. */
function sharpestVertex(points: Float64Array): number {
  const count = points.length / 2
  let sharpest = 0
  let least = cornerCosine
  for (let i = 0; i < count; i++) {
    const before = ((i + count - 1) % count) * 2
    const after = ((i + 1) % count) * 2
    const [ux, uy] = [points[i * 2] - points[before], points[i * 2 + 1] - points[before + 1]]
    const [vx, vy] = [points[after] - points[i * 2], points[after + 1] - points[i * 2 + 1]]
    const lengths = Math.hypot(ux, uy) * Math.hypot(vx, vy)
    const cosine = lengths > 0 ? (ux * vx + uy * vy) / lengths : 1
    if (cosine >= least) continue
    least = cosine
    sharpest = i
  }
  return sharpest
}

/** The loop begun a share of its length further on: at a new point, or at the next one it has where that is near. */
function beginAlong(stroke: Stroke, share: number): Stroke {
  const { points } = stroke
  const count = points.length / 2
  const total = strokeLength(stroke)
  if (total === 0) return stroke
  let left = share * total
  let vertex = 0
  let side = 0
  for (; vertex < count; vertex++) {
    const next = ((vertex + 1) % count) * 2
    const [dx, dy] = [points[next] - points[vertex * 2], points[next + 1] - points[vertex * 2 + 1]]
    side = Math.hypot(dx, dy)
    if (left <= side) break
    left -= side
  }
  // Rounding may lead past the last side, to where the loop began.
  if (vertex === count) return stroke
  if (Math.min(left, side - left) <= nearMm)
    return rotateLoop(stroke, (vertex + (2 * left > side ? 1 : 0)) % count)
  const begun = new Float64Array(points.length + 2)
  begun.set(pointFrom(stroke, vertex + left / side))
  begun.set(rotateLoop(stroke, (vertex + 1) % count).points, 2)
  const from = [vertex + left / side, ...Array.from({ length: count }, (_, i) => vertex + 1 + i)]
  return reshaped(stroke, begun, true, from)
}
