import type { PolylineBuilder } from '../polylines.ts'
import { drawPathData } from './path-data.ts'
import { readLength, type Viewport } from './units.ts'

/** What lengths refer to: percentages to the viewport, `em` to the size of the font. */
export type Measure = Viewport & { readonly fontSize: number }
type Attributes = ReadonlyMap<string, string>
type Shape = (attributes: Attributes, measure: Measure, to: PolylineBuilder) => boolean

/** Draws each element that is a shape; false where its data is broken. Degenerate shapes draw nothing. */
export const shapes: Readonly<Record<string, Shape>> = {
  path: (attributes, _, to) => drawPathData(attributes.get('d') ?? '', to),
  rect: (attributes, measure, to) => {
    const { across, along, areRead } = lengthsOf(attributes, measure)
    const [x, y] = [across('x') ?? 0, along('y') ?? 0]
    const [width, height] = [across('width') ?? 0, along('height') ?? 0]
    const [rx, ry] = [across('rx'), along('ry')]
    if (width > 0 && height > 0) drawRect(x, y, width, height, rx ?? ry ?? 0, ry ?? rx ?? 0, to)
    return areRead() && width >= 0 && height >= 0
  },
  circle: (attributes, measure, to) => {
    const { across, along, diagonal, areRead } = lengthsOf(attributes, measure)
    const radius = diagonal('r') ?? 0
    drawEllipse(across('cx') ?? 0, along('cy') ?? 0, radius, radius, to)
    return areRead() && radius >= 0
  },
  ellipse: (attributes, measure, to) => {
    const { across, along, areRead } = lengthsOf(attributes, measure)
    const [rx, ry] = [across('rx'), along('ry')]
    drawEllipse(across('cx') ?? 0, along('cy') ?? 0, rx ?? ry ?? 0, ry ?? rx ?? 0, to)
    return areRead()
  },
  line: (attributes, measure, to) => {
    const { across, along, areRead } = lengthsOf(attributes, measure)
    to.move(across('x1') ?? 0, along('y1') ?? 0)
    to.line(across('x2') ?? 0, along('y2') ?? 0)
    return areRead()
  },
  polyline: (attributes, _, to) => drawPoints(attributes, to),
  polygon: (attributes, _, to) => {
    const whole = drawPoints(attributes, to)
    to.close()
    return whole
  },
}

function lengthsOf(attributes: Attributes, { width, height, fontSize }: Measure) {
  let areRead = true
  const read = (name: string, percentOf: number) => {
    const text = attributes.get(name)
    if (text === undefined) return null
    const length = readLength(text, percentOf, fontSize)
    if (length === null && text !== 'auto') areRead = false
    return length
  }
  return {
    across: (name: string) => read(name, width),
    along: (name: string) => read(name, height),
    diagonal: (name: string) => read(name, Math.hypot(width, height) / Math.SQRT2),
    areRead: () => areRead,
  }
}

function drawRect(
  x: number,
  y: number,
  width: number,
  height: number,
  cornerX: number,
  cornerY: number,
  to: PolylineBuilder,
) {
  const rx = Math.min(Math.max(0, cornerX), width / 2)
  const ry = Math.min(Math.max(0, cornerY), height / 2)
  const [right, bottom] = [x + width, y + height]
  const round = rx > 0 && ry > 0
  const [dx, dy] = round ? [rx, ry] : [0, 0]
  const corner = (endX: number, endY: number) => round && to.arc(rx, ry, 0, false, true, endX, endY)
  to.move(x + dx, y)
  to.line(right - dx, y)
  corner(right, y + dy)
  to.line(right, bottom - dy)
  corner(right - dx, bottom)
  to.line(x + dx, bottom)
  corner(x, bottom - dy)
  to.line(x, y + dy)
  corner(x + dx, y)
  to.close()
}

function drawEllipse(x: number, y: number, rx: number, ry: number, to: PolylineBuilder): void {
  if (!(rx > 0 && ry > 0)) return
  to.move(x + rx, y)
  to.arc(rx, ry, 0, false, true, x - rx, y)
  to.arc(rx, ry, 0, false, true, x + rx, y)
  to.close()
}

function drawPoints(attributes: Attributes, to: PolylineBuilder): boolean {
  const words =
    (attributes.get('points') ?? '').match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[^\s,]/gi) ?? []
  for (let i = 0; i + 1 < words.length; i += 2) {
    const [x, y] = [Number(words[i]), Number(words[i + 1])]
    if (!Number.isFinite(x) || !Number.isFinite(y)) return false
    if (i === 0) to.move(x, y)
    else to.line(x, y)
  }
  return words.length % 2 === 0
}
