/** A move in a straight line to a point, or along an arc about a center. Lengths in the points' unit. */
export type Move = {
  readonly x: number
  readonly y: number
  readonly arc?: { readonly cx: number; readonly cy: number; readonly isCounterclockwise: boolean }
}

/** An arc takes the place of at least so many sides, and of at most so many, so that looking stays quick. */
const fewestSides = 3
const mostSides = 100
/** Smaller and larger circles are not worth it: controllers draw the former as chords, the latter are straight. */
const leastRadius = 0.1
const mostRadius = 2000
/** Beyond this turn some controllers take the start for the end. */
const mostTurn = (300 * Math.PI) / 180

/**
 * A controller measures the radius at both ends. GRBL 1.1 (`gcode.c`) refuses an arc where the two differ by more than
 * .005 mm and by more than a thousandth of the radius; a tenth less is kept to, for it counts in single precision.
 */
const mostOffAtEnd = { mm: 0.0045, ofRadius: 0.0009 }

/** `tolerance` in the points' unit; `decimals` are those that a center is written with, as seen from the arc's start. */
export type ArcOptions = { readonly tolerance: number; readonly decimals: number }

/**
 * The moves from the first point of a polyline to its last: runs of points that lie on a circle within `tolerance`, sides
 * included, as arcs from end to end, the rest as lines. The circle is the one that is written, its center rounded, and
 * its radius at the end is one that controllers take. Points are passed in the order they are drawn; y runs up.
 */
export function fitArcs(points: Float64Array, options: ArcOptions): Move[] {
  const moves: Move[] = []
  const last = points.length / 2 - 1
  for (let from = 0; from < last; ) {
    let to = from + 1
    let arc: Move['arc']
    for (let reach = from + fewestSides; reach <= Math.min(last, from + mostSides); reach++) {
      const found = arcThrough(points, from, reach, options)
      if (!found) break
      arc = found
      to = reach
    }
    moves.push({ x: points[to * 2], y: points[to * 2 + 1], ...(arc ? { arc } : {}) })
    from = to
  }
  return moves
}

/** The arc from one point to another through about the one halfway, if all between keep to it. */
function arcThrough(
  points: Float64Array,
  from: number,
  to: number,
  { tolerance, decimals }: ArcOptions,
): Move['arc'] {
  const [ax, ay] = [points[from * 2], points[from * 2 + 1]]
  const middle = ((from + to) >> 1) * 2
  const [bx, by] = [points[middle] - ax, points[middle + 1] - ay]
  const [cx, cy] = [points[to * 2] - ax, points[to * 2 + 1] - ay]
  const cross = bx * cy - by * cx
  if (cross === 0) return undefined
  const [b, c] = [bx * bx + by * by, cx * cx + cy * cy]
  const unit = 10 ** decimals
  const x = ax + Math.round((unit * (cy * b - by * c)) / (2 * cross)) / unit
  const y = ay + Math.round((unit * (bx * c - cx * b)) / (2 * cross)) / unit
  const radius = Math.hypot(ax - x, ay - y)
  if (!(radius >= leastRadius && radius <= mostRadius)) return undefined
  const offAtEnd = Math.abs(Math.hypot(points[to * 2] - x, points[to * 2 + 1] - y) - radius)
  if (offAtEnd > Math.max(mostOffAtEnd.mm, mostOffAtEnd.ofRadius * radius)) return undefined
  const isCounterclockwise = cross > 0
  let turned = 0
  for (let i = from; i < to; i++) {
    const [px, py] = [points[i * 2] - x, points[i * 2 + 1] - y]
    const [qx, qy] = [points[i * 2 + 2] - x, points[i * 2 + 3] - y]
    // The end of a side and its middle, which lies farthest inside.
    if (Math.abs(Math.hypot(qx, qy) - radius) > tolerance) return undefined
    if (Math.abs(Math.hypot(px + qx, py + qy) / 2 - radius) > tolerance) return undefined
    const turn = Math.atan2(px * qy - py * qx, px * qx + py * qy)
    if (turn === 0 || turn > 0 !== isCounterclockwise) return undefined
    turned += Math.abs(turn)
  }
  return turned <= mostTurn ? { cx: x, cy: y, isCounterclockwise } : undefined
}
