import type { Drawing, Pen, Sheet } from '@plotline/strokes'
import { areasOf, strokesOf } from '@plotline/strokes/geometry/marks'

/** A pen's strokes in three flat arrays: cheap to hand from worker to page, quick to paint. */
export type ViewLayer = {
  readonly pen: Pen
  /** x, y, x, y … in mm of all strokes, one after the other. */
  readonly points: Float32Array
  /** Where each stroke begins in `points`; one more entry than strokes. */
  readonly starts: Uint32Array
  readonly closed: Uint8Array
  /** Filled areas, which are shown in place of the strokes. */
  readonly regions: readonly ViewRegion[]
}

/** An area of one color: contours of cubic Béziers, one after the other, as in the engine's `Area`. */
export type ViewRegion = {
  readonly color: string
  readonly curves: Float32Array
  /** Where each contour begins in `curves`; one more entry than contours. */
  readonly starts: Uint32Array
}

/** A drawing as the page shows it. */
export type ViewDrawing = { readonly sheet: Sheet; readonly layers: readonly ViewLayer[] }

/** Packs a drawing for showing. */
export function packDrawing(drawing: Drawing): ViewDrawing {
  return {
    sheet: drawing.sheet,
    layers: drawing.layers.map(({ pen, marks }) => {
      const { values: points, starts } = joined(strokesOf(marks).map((stroke) => stroke.points))
      return {
        pen,
        points,
        starts,
        closed: Uint8Array.from(strokesOf(marks), (stroke) => (stroke.closed ? 1 : 0)),
        regions: areasOf(marks).map(({ color, contours }) => {
          const { values: curves, starts } = joined(contours)
          return { color, curves, starts }
        }),
      }
    }),
  }
}

/** Arrays one after the other, and where each begins. */
function joined(arrays: readonly Float64Array[]): { values: Float32Array; starts: Uint32Array } {
  const starts = new Uint32Array(arrays.length + 1)
  arrays.forEach((array, i) => {
    starts[i + 1] = (starts[i] ?? 0) + array.length
  })
  const values = new Float32Array(starts[arrays.length] ?? 0)
  arrays.forEach((array, i) => {
    values.set(array, starts[i])
  })
  return { values, starts }
}

/** The buffers that can be handed over instead of copied. */
export const buffersOf = (drawing: ViewDrawing): ArrayBuffer[] =>
  drawing.layers.flatMap(
    ({ points, starts, closed, regions }) =>
      [
        points.buffer,
        starts.buffer,
        closed.buffer,
        ...regions.flatMap((region) => [region.curves.buffer, region.starts.buffer]),
      ] as ArrayBuffer[],
  )

/** How far a plot has come: strokes on paper, the share of the next one that is, and of the way in the air to it. */
export type Progress = { readonly strokes: number; readonly drawn: number; readonly way: number }
type Point = { x: number; y: number }
type Tracer = Pick<Path2D, 'moveTo' | 'lineTo'>

/** Traces strokes `from` up to, not including, `to` of a layer into a path. */
export function traceStrokes(path: Path2D, layer: ViewLayer, from: number, to: number): void {
  const { points, starts, closed } = layer
  for (let i = from; i < to; i++) {
    const start = starts[i] ?? 0
    const end = starts[i + 1] ?? start
    if (end - start < 2) continue
    path.moveTo(points[start] ?? 0, points[start + 1] ?? 0)
    if (end - start === 2) path.lineTo((points[start] ?? 0) + 0.01, points[start + 1] ?? 0)
    for (let p = start + 2; p < end; p += 2) path.lineTo(points[p] ?? 0, points[p + 1] ?? 0)
    if (closed[i]) path.closePath()
  }
}

/** Traces the first `share` of a stroke's length into a path; answers where the pen then is. */
export function tracePart(path: Tracer, layer: ViewLayer, stroke: number, share: number): Point {
  const corners = cornersOf(layer, stroke)
  let left = share * lengthOf(corners)
  let [at] = corners
  if (!at) return { x: 0, y: 0 }
  path.moveTo(at.x, at.y)
  for (const next of corners.slice(1)) {
    const step = Math.hypot(next.x - at.x, next.y - at.y)
    if (step >= left) {
      at = between(at, next, step > 0 ? left / step : 0)
      path.lineTo(at.x, at.y)
      return at
    }
    path.lineTo(next.x, next.y)
    left -= step
    at = next
  }
  return at
}

function cornersOf({ points, starts, closed }: ViewLayer, stroke: number): Point[] {
  const corners: Point[] = []
  for (let p = starts[stroke] ?? 0; p < (starts[stroke + 1] ?? 0); p += 2) {
    corners.push({ x: points[p] ?? 0, y: points[p + 1] ?? 0 })
  }
  const [first] = corners
  return first && closed[stroke] ? [...corners, first] : corners
}

function lengthOf(corners: readonly Point[]): number {
  return corners.reduce((sum, { x, y }, i) => {
    const before = corners[i - 1]
    return before ? sum + Math.hypot(x - before.x, y - before.y) : 0
  }, 0)
}

const between = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
})

/** Where the pen touches down for a stroke, and where it is lifted after it. */
export function endsOf({ points, starts, closed }: ViewLayer, stroke: number): { entry: Point; exit: Point } {
  const start = starts[stroke] ?? 0
  const last = closed[stroke] ? start : (starts[stroke + 1] ?? start) - 2
  return {
    entry: { x: points[start] ?? 0, y: points[start + 1] ?? 0 },
    exit: { x: points[last] ?? 0, y: points[last + 1] ?? 0 },
  }
}

/** Traces the contours of an area into a path, to be filled by the even-odd rule. */
export function traceRegion(path: Path2D, { curves, starts }: ViewRegion): void {
  const at = (i: number) => curves[i] ?? 0
  for (let i = 0; i + 1 < starts.length; i++) {
    const start = starts[i] ?? 0
    path.moveTo(at(start), at(start + 1))
    for (let p = start + 2; p + 5 < (starts[i + 1] ?? 0); p += 6) {
      path.bezierCurveTo(at(p), at(p + 1), at(p + 2), at(p + 3), at(p + 4), at(p + 5))
    }
    path.closePath()
  }
}

/** The pen-up way from stroke to stroke of a layer, in plotting order, as far as stroke `to`. */
export function traceTravel(path: Tracer, layer: ViewLayer, to = layer.closed.length - 1): void {
  for (let i = 0; i < to; i++) {
    const { exit } = endsOf(layer, i)
    const { entry } = endsOf(layer, i + 1)
    path.moveTo(exit.x, exit.y)
    path.lineTo(entry.x, entry.y)
  }
}

/** Traces how far the pen has come on its way to a stroke from where the one before was lifted; answers where it is. */
export function traceWay(path: Tracer, from: Point, layer: ViewLayer, stroke: number, share: number): Point {
  const at = between(from, endsOf(layer, stroke).entry, share)
  path.moveTo(from.x, from.y)
  path.lineTo(at.x, at.y)
  return at
}

/** How many strokes lie in the layers before this one, and all together. */
export const strokeCount = (drawing: ViewDrawing): number =>
  drawing.layers.reduce((sum, { closed }) => sum + closed.length, 0)
