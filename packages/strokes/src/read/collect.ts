import type { FillRule } from '../geometry/area.ts'
import { addSide, straightCurves } from '../geometry/straight-curves.ts'
import type { Region } from '../types.ts'
import { areasClass, borderedClass, travelId } from '../write/svg.ts'
import { cutIntoDashes } from './dashes.ts'
import { createBudget, limits } from './limits.ts'
import { largestScale, type Matrix, multiply, readTransform, scaleOf } from './matrix.ts'
import { createPolylineBuilder, type Polyline } from './polylines.ts'
import { shapes, type Viewport } from './shapes.ts'
import {
  createStyler,
  initialStyle,
  inkOf,
  isFilledOpaquely,
  readStyleSheet,
  type Style,
  type StyleSheet,
} from './style.ts'
import { readLength, readViewBox } from './units.ts'
import { fitViewBox } from './viewport.ts'
import type { XmlElement } from './xml.ts'

/** One shape as drawn: its polylines in mm on the page, its ink, and the layer it lies in. */
export type Drawn = {
  readonly polylines: readonly Polyline[]
  readonly color: string
  readonly widthMm: number
  /** The nearest Inkscape layer's label; `null` outside of any. */
  readonly layer: string | null
  /** The chains of Béziers of what of it is round, without its dashes. */
  readonly chains: readonly Float64Array[]
  /** What it hides of what lies under it: the area within its undashed lines. */
  readonly cover: { readonly outlines: readonly Polyline[]; readonly rule: FillRule } | null
  /** In a group of areas of ours: that area, which has no polylines, and the group. */
  readonly area?: { readonly region: Region; readonly group: AreaGroup }
}

/** A group of areas of our own; `isBordered` where their borders are strokes as well. */
export type AreaGroup = { readonly isBordered: boolean }

export type Collected = {
  readonly drawn: readonly Drawn[]
  /** How often each thing that no pen can draw was met. */
  readonly leftOut: ReadonlyMap<string, number>
}

type Place = {
  readonly matrix: Matrix
  readonly style: Style
  readonly viewport: Viewport
  readonly layer: string | null
  readonly areas: AreaGroup | null
  /** What the `use` elements that we are inside of refer to. */
  readonly using: readonly XmlElement[]
}

const groups = new Set(['g', 'a', 'switch', 'svg', 'use'])
const undrawable: Record<string, string> = {
  text: 'text',
  image: 'image',
  foreignObject: 'foreign object',
  flowRoot: 'text',
}
/** A file with this many times too many elements is refused before it is drawn, hidden ones counted too. */
const hopeless = 20
/** Curves are cut so that they stay this close, in mm. */
export const flatnessMm = 0.01

/** Walks the tree in document order and draws every shape that is painted. Throws `too_large` for bombs. */
export function collectShapes(root: XmlElement, toMm: Matrix, viewport: Viewport): Collected {
  const drawn: Drawn[] = []
  const leftOut = new Map<string, number>()
  const byId = new Map<string, XmlElement>()
  const sheets: StyleSheet[] = []
  visit(root, (element) => {
    const id = element.attributes.get('id')
    if (id && !byId.has(id)) byId.set(id, element)
    if (element.name === 'style') sheets.push(readStyleSheet(element.text))
  })
  const styleOf = createStyler(sheets.flat(), (id) => byId.has(id))
  const spend = createBudget(limits.elements, 'elements once its copies are made')
  const spendPoints = createBudget(limits.points, 'points')
  const sourceOf = ({ attributes }: XmlElement): XmlElement | undefined => {
    const target = attributes.get('href') ?? attributes.get('xlink:href') ?? ''
    return target.startsWith('#') ? byId.get(target.slice(1)) : undefined
  }
  const copied = countWithCopies(root, sourceOf)
  if (copied > hopeless * limits.elements) spend(copied)
  const leave = (what: string): void => {
    leftOut.set(what, (leftOut.get(what) ?? 0) + 1)
  }

  const walk = (element: XmlElement, place: Place): void => {
    spend(1)
    const name = localName(element.name)
    if (Object.hasOwn(undrawable, name)) return leave(undrawable[name])
    // The way of the pen in the air, in a preview of our own, is no ink.
    if (element.attributes.get('id') === travelId) return
    const isShape = Object.hasOwn(shapes, name)
    if (!isShape && !groups.has(name)) return
    const style = styleOf(element, place.style)
    if (!style.displayed) return
    const matrix = multiply(place.matrix, readTransform(element.attributes.get('transform')))
    const here = {
      ...place,
      style,
      matrix,
      layer: layerLabel(element) ?? place.layer,
      areas: areaGroup(element) ?? place.areas,
    }
    if (isShape) return drawShape(element, name, here)
    if (name === 'use') return walkUse(element, here)
    const inner = name === 'svg' ? enterViewport(element, here, element) : here
    for (const child of element.children) walk(child, inner)
  }

  const walkUse = (element: XmlElement, place: Place): void => {
    const source = sourceOf(element)
    if (!source) return leave('reference to something outside the file')
    if (place.using.includes(source) || place.using.length >= limits.useDepth)
      return leave('reference to itself')
    const { width, height } = place.viewport
    const x = readLength(element.attributes.get('x'), width) ?? 0
    const y = readLength(element.attributes.get('y'), height) ?? 0
    const moved = {
      ...place,
      matrix: multiply(place.matrix, [1, 0, 0, 1, x, y]),
      using: [...place.using, source],
    }
    if (localName(source.name) !== 'symbol') return walk(source, moved)
    const style = styleOf(source, place.style)
    const inner = enterViewport(source, { ...moved, style }, element)
    for (const child of source.children) walk(child, inner)
  }

  const drawShape = (element: XmlElement, name: string, place: Place): void => {
    const { style, matrix } = place
    if (!style.visible) return
    const { stroke, fill } = inkOf(style)
    const color = stroke ?? fill
    if (color === null) return leave('shape without paint')
    const builder = createPolylineBuilder(flatnessMm / Math.max(1e-9, largestScale(matrix)))
    if (!shapes[name](element.attributes, place.viewport, builder))
      leave('broken shape, drawn up to the break')
    // The outline of what was filled is whole, whether or not its path says so.
    if (stroke === null) for (const polyline of builder.polylines) closeOutline(polyline)
    const onPage = (lines: readonly Polyline[]) =>
      lines.flatMap((line) => {
        spendPoints(line.points.length / 2)
        const points = placePoints(line.points, matrix)
        return points ? [{ points, closed: line.closed }] : []
      })
    const outlines = onPage(builder.polylines)
    const chains = builder.polylines.flatMap(({ curves }) => {
      const chain = curves && placePoints(curves, matrix)
      return chain ? [Float64Array.from(chain)] : []
    })
    if (outlines.length < builder.polylines.length) leave('broken shape, drawn up to the break')
    const isDashed = stroke !== null && style.dashes.length > 0
    const polylines = isDashed
      ? onPage(cutIntoDashes(builder.polylines, style.dashes, style.dashOffset))
      : outlines
    const widthMm = stroke === null ? 0 : style.strokeWidth * scaleOf(matrix)
    const cover = isFilledOpaquely(style) ? { outlines, rule: style.fillRule } : null
    const { layer, areas: group } = place
    if (group && fill !== null && stroke === null) {
      const contours = contoursOf(builder.polylines, matrix)
      const area = { region: { color: fill, contours }, group }
      const pen = { color: style.color, widthMm: style.strokeWidth * scaleOf(matrix) }
      if (contours.length > 0) drawn.push({ ...pen, polylines: [], layer, chains: [], cover, area })
      return
    }
    if (polylines.length > 0) drawn.push({ polylines, color, widthMm, layer, chains, cover })
  }

  const start: Place = { matrix: toMm, style: initialStyle, viewport, layer: null, areas: null, using: [] }
  const style = styleOf(root, initialStyle)
  for (const child of root.children) walk(child, { ...start, style })
  return { drawn, leftOut }
}

/** Draws the last side of an area's outline; a line has none. */
function closeOutline(polyline: Polyline): void {
  const { points, curves, closed } = polyline
  if (closed || points.length < 6) return
  const [x, y] = points
  if (points.at(-2) === x && points.at(-1) === y) points.length -= 2
  else if (curves) addSide(curves, x, y)
  polyline.closed = true
}

/** Closed chains of Béziers on the page. */
function contoursOf(polylines: readonly Polyline[], matrix: Matrix): Float64Array[] {
  return polylines.flatMap(({ points, closed, curves }) => {
    const chain = curves ?? straightCurves(points, true)
    if (curves && !closed) addSide(chain, points[0], points[1])
    const placed = placePoints(chain, matrix)
    return placed && placed.length >= 8 ? [Float64Array.from(placed)] : []
  })
}

function areaGroup({ attributes }: XmlElement): AreaGroup | null {
  const classes = (attributes.get('class') ?? '').split(/\s+/)
  return classes.includes(areasClass) ? { isBordered: classes.includes(borderedClass) } : null
}

/** Into a nested `svg` or a used `symbol`: its own box, sized by `frame`. */
function enterViewport(element: XmlElement, place: Place, frame: XmlElement): Place {
  const { width: outerWidth, height: outerHeight } = place.viewport
  const width = readLength(frame.attributes.get('width'), outerWidth) ?? outerWidth
  const height = readLength(frame.attributes.get('height'), outerHeight) ?? outerHeight
  const x = frame === element ? (readLength(element.attributes.get('x'), outerWidth) ?? 0) : 0
  const y = frame === element ? (readLength(element.attributes.get('y'), outerHeight) ?? 0) : 0
  const box = readViewBox(element.attributes.get('viewBox'))
  const fit = fitViewBox(box, width, height, element.attributes.get('preserveAspectRatio'))
  const matrix = multiply(multiply(place.matrix, [1, 0, 0, 1, x, y]), fit)
  return { ...place, matrix, viewport: box ?? { width, height } }
}

function placePoints(points: readonly number[], [a, b, c, d, e, f]: Matrix): number[] | null {
  const placed = new Array<number>(points.length)
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]]
    placed[i] = a * x + c * y + e
    placed[i + 1] = b * x + d * y + f
    // Past every page, and past what files can hold.
    if (!(Math.abs(placed[i]) < 1e7 && Math.abs(placed[i + 1]) < 1e7)) return null
  }
  return placed
}

/** How many elements there are once `use` has made its copies; one that refers to itself counts once. */
function countWithCopies(
  root: XmlElement,
  sourceOf: (element: XmlElement) => XmlElement | undefined,
): number {
  const counts = new Map<XmlElement, number>()
  const count = (element: XmlElement): number => {
    const known = counts.get(element)
    if (known !== undefined) return known
    counts.set(element, 0)
    let sum = 1
    for (const child of element.children) sum += count(child)
    const source = localName(element.name) === 'use' ? sourceOf(element) : undefined
    if (source) sum += count(source)
    counts.set(element, sum)
    return sum
  }
  return count(root)
}

function layerLabel({ attributes }: XmlElement): string | null {
  if (attributes.get('inkscape:groupmode') !== 'layer') return null
  return attributes.get('inkscape:label') ?? attributes.get('id') ?? 'Layer'
}

/** Some programs write `svg:path`. */
function localName(name: string): string {
  return name.startsWith('svg:') ? name.slice(4) : name
}

function visit(element: XmlElement, act: (element: XmlElement) => void): void {
  act(element)
  for (const child of element.children) visit(child, act)
}
