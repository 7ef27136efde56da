import { createPointIndex } from '../../geometry/point-index.ts'
import { reverseStroke, rotateLoop } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import type { Position } from './travel.ts'

/** Strokes between two reports: some milliseconds of work. */
const stepSize = 2000

/** The greedy tour: always on to the nearest end of an open stroke or the nearest vertex of a loop. O(n log n). */
export function* nearestNext(strokes: readonly Stroke[], start: Position): Generator<number, Stroke[]> {
  const doors = doorsOf(strokes)
  const index = createPointIndex(doors.xs, doors.ys)
  const ordered: Stroke[] = []
  let { x, y } = start
  while (ordered.length < strokes.length) {
    const door = index.nearest(x, y)
    const id = doors.stroke[door]
    for (let i = doors.first[id]; i < doors.first[id + 1]; i++) index.remove(i)
    const next = enterStroke(strokes[id], doors.vertex[door])
    ordered.push(next)
    const exit = next.closed ? 0 : next.points.length - 2
    x = next.points[exit]
    y = next.points[exit + 1]
    if (ordered.length % stepSize === 0) yield ordered.length / strokes.length
  }
  return ordered
}

/** The stroke as drawn when the pen comes down on `vertex`: a loop begins there, an open stroke may be reversed. */
function enterStroke(stroke: Stroke, vertex: number): Stroke {
  if (stroke.closed) return rotateLoop(stroke, vertex)
  return vertex === 0 ? stroke : reverseStroke(stroke)
}

/** Every point at which the pen may come down: both ends of open strokes, all vertices of loops, grouped by stroke. */
function doorsOf(strokes: readonly Stroke[]) {
  const first = new Uint32Array(strokes.length + 1)
  for (const [id, { points, closed }] of strokes.entries()) {
    first[id + 1] = first[id] + (closed ? points.length / 2 : Math.min(2, points.length / 2))
  }
  const count = first[strokes.length]
  const xs = new Float64Array(count)
  const ys = new Float64Array(count)
  const stroke = new Uint32Array(count)
  const vertex = new Uint32Array(count)
  for (const [id, { points, closed }] of strokes.entries()) {
    for (let door = first[id], i = 0; door < first[id + 1]; door++, i++) {
      const at = closed || i === 0 ? i : points.length / 2 - 1
      xs[door] = points[at * 2]
      ys[door] = points[at * 2 + 1]
      stroke[door] = id
      vertex[door] = at
    }
  }
  return { first, xs, ys, stroke, vertex }
}
