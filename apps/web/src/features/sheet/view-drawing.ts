import type { Drawing, Pen, Sheet } from '@plotline/vectorizer'

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

/** An area of one color: contours of cubic Béziers, one after the other, as in the engine's `Region`. */
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
    layers: drawing.layers.map(({ pen, strokes, regions = [] }) => {
      const { values: points, starts } = joined(strokes.map((stroke) => stroke.points))
      return {
        pen,
        points,
        starts,
        closed: Uint8Array.from(strokes, (stroke) => (stroke.closed ? 1 : 0)),
        regions: regions.map(({ color, contours }) => {
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

/** The pen-up way between the strokes of a layer, in plotting order. */
export function traceTravel(path: Path2D, layer: ViewLayer): void {
  const { points, starts, closed } = layer
  for (let i = 0; i + 1 < closed.length; i++) {
    const start = starts[i] ?? 0
    const end = starts[i + 1] ?? 0
    const last = closed[i] ? start : end - 2
    path.moveTo(points[last] ?? 0, points[last + 1] ?? 0)
    path.lineTo(points[end] ?? 0, points[end + 1] ?? 0)
  }
}

/** How many strokes lie in the layers before this one, and all together. */
export const strokeCount = (drawing: ViewDrawing): number =>
  drawing.layers.reduce((sum, { closed }) => sum + closed.length, 0)
