import type { Declared } from '../css/cascade.ts'
import { geometry } from '../css/properties.ts'
import { largestScale, type Matrix } from '../matrix.ts'
import { addSideTo, createPolylineBuilder, type Polyline } from '../polylines.ts'
import type { XmlElement } from '../xml/xml.ts'
import { type PathNode, recordNodes } from './nodes.ts'
import type { Place } from './place.ts'
import { shapes } from './shapes.ts'

/** Curves are cut so that they stay this close, in mm. */
export const flatnessMm = 0.01

/** The lines of a shape in its own units; `nodes` are its corners where they are asked for. */
export type Outline = {
  readonly polylines: Polyline[]
  readonly isWhole: boolean
  readonly nodes: readonly PathNode[]
}

/** Traces a shape as it stands at a place. `spendPoints` is told of its points as they are made. */
export function traceShape(
  element: XmlElement,
  { matrix, style, viewport }: Place,
  spendPoints: (points: number) => void,
  withNodes = false,
): Outline {
  const builder = createPolylineBuilder(flatnessMm / Math.max(1e-9, largestScale(matrix)), spendPoints)
  const recorded = withNodes ? recordNodes(builder) : { builder, nodes: [] }
  const attributes = withGeometry(element.attributes, style.own)
  const measure = { width: viewport.width, height: viewport.height, fontSize: style.fontSize }
  const isWhole = shapes[element.name](attributes, measure, recorded.builder)
  return { polylines: builder.polylines, isWhole, nodes: recorded.nodes }
}

/** The attributes of an element with what CSS says of its geometry over them. */
export function withGeometry(
  attributes: ReadonlyMap<string, string>,
  own: Declared,
): ReadonlyMap<string, string> {
  let merged: Map<string, string> | null = null
  for (const [name, value] of own) {
    if (!geometry.has(name)) continue
    merged ??= new Map(attributes)
    const data = name === 'd' ? value.match(/^path\(\s*(?:"([^"]*)"|'([^']*)')\s*\)$/i) : null
    if (name !== 'd') merged.set(name, value)
    else if (data || value === 'none') merged.set('d', data?.[1] ?? data?.[2] ?? '')
  }
  return merged ?? attributes
}

/** Points on the page; `null` where they lie past every page, and past what files can hold. */
export function transformPoints(points: ArrayLike<number>, [a, b, c, d, e, f]: Matrix): Float64Array | null {
  const placed = new Float64Array(points.length)
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]]
    placed[i] = a * x + c * y + e
    placed[i + 1] = b * x + d * y + f
    if (!(Math.abs(placed[i]) < 1e7 && Math.abs(placed[i + 1]) < 1e7)) return null
  }
  return placed
}

/** Draws the last side of an area's outline; a line has none. */
export function closeOutline(polyline: Polyline): void {
  const { points, closed } = polyline
  if (closed || points.length < 6) return
  const [x, y] = points
  if (points.at(-2) === x && points.at(-1) === y) points.length -= 2
  else if (polyline.curves) addSideTo(polyline, x, y)
  polyline.closed = true
}

/** The areas that polylines enclose on the page, as closed polylines. */
export function contoursOn(polylines: readonly Polyline[], matrix: Matrix): Float64Array[] {
  return polylines.flatMap(({ points }) => {
    const placed = points.length < 6 ? null : transformPoints(points, matrix)
    return placed ? [placed] : []
  })
}
