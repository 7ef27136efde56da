import { rotateLoop } from '../geometry/polyline.ts'
import type { Stroke } from '../types.ts'

/**
 * Where loops begin and end, which shows as a small blob of ink: where it costs least `travel`, `hidden` in the loop's
 * sharpest corner, or `spread` around the loops, so that no two neighbors have theirs in a row.
 */
export const seamKinds = ['travel', 'hidden', 'spread'] as const
export type SeamKind = (typeof seamKinds)[number]

/** Steps of the golden ratio never come back to where they were. */
const golden = (Math.sqrt(5) - 1) / 2
/** Sharper than this, as the cosine of the turn, is a corner; smoother loops keep their seam. */
const cornerCosine = Math.cos((20 * Math.PI) / 180)

/** The strokes with the seams of loops moved as told, in the order they have; open strokes and dots stay as they are. */
export function placeSeamsBy(strokes: readonly Stroke[], kind: SeamKind): Stroke[] {
  if (kind === 'travel') return [...strokes]
  let loops = 0
  return strokes.map((stroke) => {
    if (!stroke.closed || stroke.points.length < 6) return stroke
    const vertex =
      kind === 'hidden' ? sharpestVertex(stroke.points) : vertexAt(stroke.points, (++loops * golden) % 1)
    return rotateLoop(stroke, vertex)
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

/** The vertex nearest before a share of the way around. */
function vertexAt(points: Float64Array, share: number): number {
  const count = points.length / 2
  const along = new Float64Array(count + 1)
  for (let i = 0; i < count; i++) {
    const j = ((i + 1) % count) * 2
    along[i + 1] = along[i] + Math.hypot(points[j] - points[i * 2], points[j + 1] - points[i * 2 + 1])
  }
  let vertex = 0
  while (vertex + 1 < count && along[vertex + 1] <= share * along[count]) vertex++
  return vertex
}
