type Point = readonly [number, number]

/** So many points are held before they are cut down to the corners around them. */
const mostHeld = 4096

/**
 * The corners of the smallest convex area around points x0, y0, x1, y1 …, in order around it; of a line its two ends.
 * Source: A. M. Andrew, Another efficient algorithm for convex hulls in two dimensions (1979).
 */
export function convexHull(lists: Iterable<ArrayLike<number>>): Float64Array {
  let held: Point[] = []
  for (const list of lists) {
    for (let i = 0; i < list.length; i += 2) held.push([list[i], list[i + 1]])
    if (held.length > mostHeld) held = cornersOf(held)
  }
  return Float64Array.from(cornersOf(held).flat())
}

function cornersOf(points: readonly Point[]): Point[] {
  const inOrder = [...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by)
  const sorted = inOrder.filter(([x, y], i) => i === 0 || x !== inOrder[i - 1][0] || y !== inOrder[i - 1][1])
  const there = chainOf(sorted)
  const back = chainOf(sorted.reverse())
  // Each ends where the other begins.
  const corners = [...there.slice(0, -1), ...back.slice(0, -1)]
  return corners.length > 0 ? corners : there
}

/** The corners that are passed turning one way only. */
function chainOf(points: readonly Point[]): Point[] {
  const chain: Point[] = []
  for (const point of points) {
    while (chain.length >= 2 && !turnsIn(chain[chain.length - 2], chain[chain.length - 1], point)) chain.pop()
    chain.push(point)
  }
  return chain
}

function turnsIn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): boolean {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0
}
