import type { PolylineBuilder } from '../polylines.ts'

type Direction = readonly [x: number, y: number]

/** A corner of a path with the directions in which it is reached and left, `null` where there is none. */
export type PathNode = { readonly x: number; readonly y: number; in: Direction | null; out: Direction | null }

/** Passes on what is drawn, and keeps the corners of it (SVG 2, 13.7.3), in order. */
export function recordNodes(to: PolylineBuilder): { builder: PolylineBuilder; nodes: PathNode[] } {
  const nodes: PathNode[] = []
  let first: PathNode | null = null
  const begin = () => {
    if (first) return
    first = { x: to.x, y: to.y, in: null, out: null }
    nodes.push(first)
  }
  const leaveFor = (x: number, y: number, out: Direction | null, into: Direction | null) => {
    const last = nodes[nodes.length - 1]
    // What has no length goes on in the direction it was reached in.
    last.out = out ?? last.in
    nodes.push({ x, y, in: into ?? last.in, out: null })
  }
  const builder: PolylineBuilder = {
    polylines: to.polylines,
    get x() {
      return to.x
    },
    get y() {
      return to.y
    },
    move(x, y) {
      to.move(x, y)
      first = null
      begin()
    },
    line(x, y) {
      begin()
      const direction = directionOf([to.x, to.y, x, y])
      to.line(x, y)
      leaveFor(x, y, direction, direction)
    },
    cubic(x1, y1, x2, y2, x, y) {
      begin()
      const points = [to.x, to.y, x1, y1, x2, y2, x, y]
      to.cubic(x1, y1, x2, y2, x, y)
      leaveFor(x, y, directionOf(points), backwards(directionOf(reversed(points))))
    },
    arc(rx, ry, turnDeg, large, sweep, x, y) {
      begin()
      const [x0, y0] = [to.x, to.y]
      to.arc(rx, ry, turnDeg, large, sweep, x, y)
      const curves = to.polylines.at(-1)?.curves
      const start = curves ? startOf(curves, x0, y0) : -1
      // A straight one leaves no curve, or one with its handles on the line.
      const points = curves && start >= 0 ? curves.slice(start) : [x0, y0, x, y]
      leaveFor(x, y, directionOf(points), backwards(directionOf(reversed(points))))
    },
    close() {
      if (first) {
        const start = first
        leaveFor(
          start.x,
          start.y,
          directionOf([to.x, to.y, start.x, start.y]),
          directionOf([to.x, to.y, start.x, start.y]),
        )
        const end = nodes[nodes.length - 1]
        start.in = end.in
        end.out = start.out
      }
      to.close()
      first = null
    },
  }
  return { builder, nodes }
}

/** In which direction a marker looks at a node, in radians: between the ways in and out. */
export function angleAt({ in: into, out }: PathNode): number {
  const one = into ?? out
  const other = out ?? into
  if (!one || !other) return 0
  const [x, y] = [one[0] + other[0], one[1] + other[1]]
  // Straight back: across the way in.
  return Math.hypot(x, y) < 1e-9 ? Math.atan2(one[1], one[0]) + Math.PI / 2 : Math.atan2(y, x)
}

/** From the first point to the next that lies elsewhere, of length 1. */
function directionOf(points: readonly number[]): Direction | null {
  for (let i = 2; i < points.length; i += 2) {
    const [dx, dy] = [points[i] - points[0], points[i + 1] - points[1]]
    const length = Math.hypot(dx, dy)
    if (length > 0) return [dx / length, dy / length]
  }
  return null
}

function backwards(direction: Direction | null): Direction | null {
  return direction && [-direction[0], -direction[1]]
}

function reversed(points: readonly number[]): number[] {
  const back: number[] = []
  for (let i = points.length - 2; i >= 0; i -= 2) back.push(points[i], points[i + 1])
  return back
}

/** Where in a chain the last node at this point stands. */
function startOf(curves: readonly number[], x: number, y: number): number {
  for (let i = curves.length - 8; i >= 0; i -= 6) if (curves[i] === x && curves[i + 1] === y) return i
  return -1
}
