import type { FillRule } from '../../geometry/areas/inside.ts'
import { largestScale, multiply } from '../matrix.ts'
import { createPolylineBuilder } from '../polylines.ts'
import { contoursOn, flatnessMm } from '../svg/outline.ts'
import type { Place, Reading } from '../svg/place.ts'
import { readPosition } from '../svg/position.ts'
import { shapes } from '../svg/shapes.ts'
import { readLength, type ViewBox } from '../svg/units.ts'
import type { XmlElement } from '../xml/xml.ts'
import { areaStencil, type Stencil } from './stencil.ts'

type Shape = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly rule: FillRule
}
type Reader = (text: string, box: ViewBox, fontSize: number) => Shape | null

const pattern =
  /^(circle|ellipse|inset|polygon|path)\(([^()]*)\)\s*(fill-box|stroke-box|view-box|border-box)?$/i

/** The area of a basic shape of CSS (CSS Shapes 1) as an element's `clip-path`; `null` for what is none. */
export function clipShape(text: string, element: XmlElement, place: Place, reading: Reading): Stencil | null {
  const match = text.trim().match(pattern)
  if (!match) return null
  const box = referenceBox(match[3]?.toLowerCase(), element, place, reading)
  const shape = readers[match[1].toLowerCase()](match[2].trim(), box, place.style.fontSize)
  if (!shape) return null
  const matrix = multiply(place.matrix, [1, 0, 0, 1, box.x, box.y])
  const builder = createPolylineBuilder(
    flatnessMm / Math.max(1e-9, largestScale(matrix)),
    reading.spendPoints,
  )
  const measure = { width: box.width, height: box.height, fontSize: place.style.fontSize }
  if (!shapes[shape.name](shape.attributes, measure, builder)) return null
  return areaStencil(contoursOn(builder.polylines, matrix), shape.rule)
}

function referenceBox(
  kind: string | undefined,
  element: XmlElement,
  place: Place,
  reading: Reading,
): ViewBox {
  if (kind === 'view-box') return { x: 0, y: 0, ...place.viewport }
  const box = reading.boxOf(element, place) ?? { x: 0, y: 0, width: 0, height: 0 }
  const half = kind === 'fill-box' || place.style.stroke === null ? 0 : place.style.strokeWidth / 2
  return { x: box.x - half, y: box.y - half, width: box.width + 2 * half, height: box.height + 2 * half }
}

const readers: Readonly<Record<string, Reader>> = {
  circle: (text, box, fontSize) => {
    const { center, sizes } = roundParts(text, box, fontSize)
    if (!center || sizes.length > 1) return null
    const ways = [...sidesOf(center[0], box.width), ...sidesOf(center[1], box.height)]
    const r = radius(sizes[0], ways, Math.hypot(box.width, box.height) / Math.SQRT2, fontSize)
    return r === null ? null : shapeOf('ellipse', { cx: center[0], cy: center[1], rx: r, ry: r })
  },
  ellipse: (text, box, fontSize) => {
    const { center, sizes } = roundParts(text, box, fontSize)
    if (!center || sizes.length === 1 || sizes.length > 2) return null
    const rx = radius(sizes[0], sidesOf(center[0], box.width), box.width, fontSize)
    const ry = radius(sizes[1], sidesOf(center[1], box.height), box.height, fontSize)
    return rx === null || ry === null ? null : shapeOf('ellipse', { cx: center[0], cy: center[1], rx, ry })
  },
  inset: (text, { width, height }, fontSize) => {
    const [sides, round = '0'] = text.split(/\bround\b/)
    const [top, right = top, bottom = top, left = right] = sides.trim().split(/\s+/)
    const [t, b] = [top, bottom].map((side) => readLength(side, height, fontSize))
    const [r, l] = [right, left].map((side) => readLength(side, width, fontSize))
    const corner = readLength(round, width, fontSize)
    if (t === null || r === null || b === null || l === null || corner === null) return null
    return shapeOf('rect', {
      x: l,
      y: t,
      width: Math.max(0, width - l - r),
      height: Math.max(0, height - t - b),
      rx: corner,
    })
  },
  polygon: (text, { width, height }, fontSize) => {
    const [, rule, list] = text.match(/^(?:(nonzero|evenodd)\s*,)?(.*)$/is) ?? []
    const points = list.split(',').map((pair) => {
      const [x, y] = pair.trim().split(/\s+/)
      return [readLength(x, width, fontSize), readLength(y, height, fontSize)]
    })
    if (points.flat().some((value) => value === null)) return null
    return { ...shapeOf('polygon', { points: points.flat().join(' ') }), rule: ruleOf(rule) }
  },
  path: (text) => {
    const [, rule, double, single] =
      text.match(/^(?:(nonzero|evenodd)\s*,)?\s*(?:"([^"]*)"|'([^']*)')$/i) ?? []
    const d = double ?? single
    return d === undefined ? null : { ...shapeOf('path', { d }), rule: ruleOf(rule) }
  },
}

function ruleOf(text: string | undefined): FillRule {
  return text?.toLowerCase() === 'evenodd' ? 'evenodd' : 'nonzero'
}

function shapeOf(name: string, values: Readonly<Record<string, number | string>>): Shape {
  return {
    name,
    attributes: new Map(Object.entries(values).map(([key, value]) => [key, String(value)])),
    rule: 'nonzero',
  }
}

/** The center after `at`, and the words before it. */
function roundParts(text: string, box: ViewBox, fontSize: number) {
  const [before, at = 'center'] = text.split(/\bat\b/)
  const center = readPosition(at.trim().split(/\s+/), box, fontSize)
  return { center, sizes: before.trim() === '' ? [] : before.trim().split(/\s+/) }
}

function sidesOf(at: number, size: number): [number, number] {
  return [Math.abs(at), Math.abs(size - at)]
}

function radius(
  word = 'closest-side',
  ways: readonly number[],
  percentOf: number,
  fontSize: number,
): number | null {
  if (word === 'closest-side') return Math.min(...ways)
  if (word === 'farthest-side') return Math.max(...ways)
  return readLength(word, percentOf, fontSize)
}
