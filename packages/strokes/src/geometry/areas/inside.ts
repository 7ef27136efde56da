import { type Box, pointsBox } from '../polyline.ts'

/** Nearer than this to a border counts as on it, in the unit of the points. */
const onBorder = 1e-6
const mostRows = 2048

export type FillRule = 'evenodd' | 'nonzero'

/** What closed polylines enclose, to be asked about points and lines. */
export type Inside = {
  readonly box: Box
  /** Whether a point lies inside and off the border. */
  holds(x: number, y: number): boolean
  /** The spans of a segment that lie inside, as from, to, from, to … in shares of its length; none along a border. */
  spansOf(ax: number, ay: number, bx: number, by: number): number[]
}

/**
 * The area inside closed polylines (x0, y0, x1, y1 …, the start not repeated), by either fill rule of SVG. Edges are kept
 * by the rows they run through, about four to an edge, so that a question looks at few of them.
 */
export function createInside(contours: readonly Float64Array[], rule: FillRule): Inside {
  const edges = edgesOf(contours)
  const count = edges.length / 4
  const box = pointsBox([edges])
  const rows = sortIntoRows(edges, box)
  const seenIn = new Int32Array(count)
  let visits = 0

  /** Calls `see` once with the place of every edge whose rows meet these heights. */
  function visit(top: number, bottom: number, see: (at: number) => void): void {
    const stamp = ++visits
    const last = rows.rowOf(bottom)
    for (let row = rows.rowOf(top); row <= last; row++) {
      for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++) {
        const edge = rows.list[k]
        if (seenIn[edge] === stamp) continue
        seenIn[edge] = stamp
        see(edge * 4)
      }
    }
  }

  function holds(x: number, y: number): boolean {
    if (x <= box.minX || x >= box.maxX || y <= box.minY || y >= box.maxY) return false
    let turns = 0
    let crossings = 0
    let isOnBorder = false
    visit(y - onBorder, y + onBorder, (at) => {
      const [ax, ay, bx, by] = [edges[at], edges[at + 1], edges[at + 2], edges[at + 3]]
      isOnBorder ||= isNear(x, y, ax, ay, bx, by)
      if (ay <= y === by <= y || ax + ((y - ay) * (bx - ax)) / (by - ay) <= x) return
      turns += ay < by ? 1 : -1
      crossings++
    })
    if (isOnBorder) return false
    return rule === 'nonzero' ? turns !== 0 : crossings % 2 === 1
  }

  function spansOf(ax: number, ay: number, bx: number, by: number): number[] {
    const [dx, dy] = [bx - ax, by - ay]
    const length = Math.hypot(dx, dy)
    const [minX, maxX] = ax < bx ? [ax, bx] : [bx, ax]
    const [minY, maxY] = ay < by ? [ay, by] : [by, ay]
    if (length === 0 || maxX <= box.minX || minX >= box.maxX || maxY <= box.minY || minY >= box.maxY)
      return []
    const cuts = [0, 1]
    const cutAt = (share: number) => {
      if (share > 0 && share < 1) cuts.push(share)
    }
    visit(minY - onBorder, maxY + onBorder, (at) => {
      const [px, py, qx, qy] = [edges[at], edges[at + 1], edges[at + 2], edges[at + 3]]
      if (Math.max(px, qx) < minX - onBorder || Math.min(px, qx) > maxX + onBorder) return
      const [ex, ey] = [qx - px, qy - py]
      const side = Math.hypot(ex, ey)
      const across = dx * ey - dy * ex
      if (Math.abs(across) > 1e-9 * length * side) {
        const along = ((px - ax) * dy - (py - ay) * dx) / across
        const slack = onBorder / side
        if (along >= -slack && along <= 1 + slack) cutAt(((px - ax) * ey - (py - ay) * ex) / across)
        return
      }
      // Side by side: where the edge begins and ends along the line.
      cutAt(((px - ax) * dx + (py - ay) * dy) / (length * length))
      cutAt(((qx - ax) * dx + (qy - ay) * dy) / (length * length))
    })
    cuts.sort((a, b) => a - b)
    const spans: number[] = []
    let from = 0
    for (const to of cuts) {
      if ((to - from) * length <= onBorder && to < 1) continue
      const middle = (from + to) / 2
      if (holds(ax + dx * middle, ay + dy * middle)) {
        if (spans[spans.length - 1] === from) spans[spans.length - 1] = to
        else spans.push(from, to)
      }
      from = to
    }
    return spans
  }

  return { box, holds, spansOf }
}

/** Every side of the contours with a length, as ax, ay, bx, by. */
function edgesOf(contours: readonly Float64Array[]): Float64Array {
  const edges = new Float64Array(contours.reduce((sum, points) => sum + points.length * 2, 0))
  let at = 0
  for (const points of contours) {
    for (let i = 0; i < points.length; i += 2) {
      const j = (i + 2) % points.length
      if (points[i] === points[j] && points[i + 1] === points[j + 1]) continue
      edges.set([points[i], points[i + 1], points[j], points[j + 1]], at)
      at += 4
    }
  }
  return edges.subarray(0, at)
}

/** Edges by row: those of row r are `list[starts[r]]` up to `list[starts[r + 1]]`. Tall edges make rows fewer. */
function sortIntoRows(edges: Float64Array, { minY, maxY }: Box) {
  const count = edges.length / 4
  const height = maxY - minY
  let heights = 0
  for (let at = 0; at < edges.length; at += 4) heights += Math.abs(edges[at + 3] - edges[at + 1])
  const rows = heights > 0 ? Math.max(1, Math.min(mostRows, Math.floor((4 * count * height) / heights))) : 1
  const scale = height > 0 ? rows / height : 0
  const rowOf = (y: number) => Math.min(rows - 1, Math.max(0, Math.floor((y - minY) * scale)))
  const starts = new Int32Array(rows + 1)
  const eachRow = (at: number, act: (row: number) => void) => {
    const last = rowOf(Math.max(edges[at + 1], edges[at + 3]))
    for (let row = rowOf(Math.min(edges[at + 1], edges[at + 3])); row <= last; row++) act(row)
  }
  for (let at = 0; at < edges.length; at += 4) {
    eachRow(at, (row) => {
      starts[row + 1]++
    })
  }
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row]
  const list = new Int32Array(starts[rows])
  const next = starts.slice()
  for (let at = 0; at < edges.length; at += 4) {
    eachRow(at, (row) => {
      list[next[row]++] = at / 4
    })
  }
  return { rowOf, starts, list }
}

function isNear(x: number, y: number, ax: number, ay: number, bx: number, by: number): boolean {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
  const [ex, ey] = [x - ax - along * dx, y - ay - along * dy]
  return ex * ex + ey * ey <= onBorder * onBorder
}
