import { luminanceOfHex } from '../../tone/luminance.ts'
import { readUrl } from '../css/paint.ts'
import { limits } from '../limits.ts'
import { type Matrix, multiply } from '../matrix.ts'
import type { Polyline } from '../polylines.ts'
import { contoursOn, traceShape, transformPoints } from '../svg/outline.ts'
import type { Place, Reading } from '../svg/place.ts'
import { inkOf, type Style } from '../svg/style.ts'
import { readLength, type ViewBox, type Viewport } from '../svg/units.ts'
import type { XmlElement } from '../xml/xml.ts'
import { clipShape } from './clip-shapes.ts'
import { areaStencil, emptyStencil, intersection, type Stencil } from './stencil.ts'
import { areaWithinAll, type FilledArea, type LaidArea, pileAreas } from './whole-areas.ts'

const mostKept = 1000
/** How far from black or white a mask may be before it is named. */
const grayFrom = 0.02

/** Answers what is seen of an element by its `clip-path` and `mask`, `null` for all of it. */
export function createClipper(reading: Reading): (element: XmlElement, place: Place) => Stencil | null {
  const kept = new Map<string, Stencil>()
  /** What an address leads to, entered; `null` where it leads nowhere or round in circles. */
  const enter = (
    address: string,
    name: string,
    place: Place,
  ): { source: XmlElement; inner: Place } | null => {
    const id = readUrl(address)
    if (id === undefined) {
      reading.leave(`${name} “${address.slice(0, 40)}”`)
      return null
    }
    const source = id === null ? undefined : reading.byId(id)
    if (source?.name !== name) {
      reading.leave(`${name} that is not in the file`)
      return null
    }
    if (place.using.includes(source) || place.using.length >= limits.useDepth) {
      reading.leave('reference to itself')
      return null
    }
    const style = reading.styleAt(source, place.viewport)
    return { source, inner: { ...place, style, using: [...place.using, source], seen: null, areas: null } }
  }

  /** By the standard, what is measured by a box without an area has no effect. */
  const withoutBox = (name: string) => {
    reading.leave(`${name} of something without an area`)
    return null
  }

  const clipOf = (address: string, element: XmlElement, place: Place): Stencil | null => {
    const shape = clipShape(address, element, place, reading)
    if (shape) return shape
    const entered = enter(address, 'clipPath', place)
    if (!entered) return null
    const { source, inner } = entered
    const byBox = source.attributes.get('clipPathUnits') === 'objectBoundingBox'
    const units = byBox ? boxMatrix(reading.boxOf(element, place)) : place.matrix
    if (byBox && !units) return withoutBox('clipPath')
    const base = byBox && units ? multiply(place.matrix, units) : place.matrix
    return keep(keyOf(base, place, address), () => {
      const parts: LaidArea[] = []
      const gather = (shape: XmlElement, at: Place) => {
        if (!at.style.visible) return
        const { polylines } = traceShape(shape, at, reading.spendPoints)
        const contours = contoursOn(polylines, at.matrix)
        if (contours.length > 0)
          parts.push({ ...seenOfArea({ contours, rule: at.style.clipRule }, at), isTaken: false })
      }
      const matrix = multiply(base, reading.transformOf(source, inner))
      const own = { ...inner, matrix, draw: gather }
      for (const child of source.children) {
        if (child.name !== 'g') reading.walk(child, own)
        else reading.leave('group in a clipPath')
      }
      const whole = stencilOf(parts)
      const outer = inner.style.own.get('clip-path')
      const further = outer && outer !== 'none' ? clipOf(outer, source, own) : null
      return further ? intersection(whole, further) : whole
    })
  }

  const maskOf = (address: string, element: XmlElement, place: Place): Stencil | null => {
    const entered = enter(address, 'mask', place)
    if (!entered) return null
    const { source, inner } = entered
    const { attributes } = source
    const needsBox =
      attributes.get('maskUnits') !== 'userSpaceOnUse' ||
      attributes.get('maskContentUnits') === 'objectBoundingBox'
    const box = needsBox ? reading.boxOf(element, place) : null
    const units = boxMatrix(box)
    const isContentByBox = attributes.get('maskContentUnits') === 'objectBoundingBox'
    if (isContentByBox && !units) return withoutBox('mask')
    const contentMatrix = isContentByBox && units ? multiply(place.matrix, units) : place.matrix
    const region = needsBox && !units ? null : maskRegion(source, place, units)
    return keep(keyOf(contentMatrix, place, `${region?.join(' ')} ${address}`), () => {
      const parts: LaidArea[] = []
      const byAlpha = inner.style.own.get('mask-type') === 'alpha'
      const lay = (area: FilledArea, light: number, alpha: number) => {
        const isGray = [light, alpha].some((value) => value > grayFrom && value < 1 - grayFrom)
        if (isGray) reading.leave('gray in a mask, taken for white')
        if (light > grayFrom && alpha > grayFrom) parts.push({ ...area, isTaken: false })
        else if (alpha >= 1 - grayFrom) parts.push({ ...area, isTaken: true })
      }
      const gather = (shape: XmlElement, at: Place) => {
        if (!at.style.visible) return
        const { polylines } = traceShape(shape, at, reading.spendPoints)
        const { fill, stroke } = inkOf(at.style)
        for (const [ink, contours, rule] of [
          [fill, contoursOn(polylines, at.matrix), at.style.fillRule],
          [stroke, stroke ? bandContours(polylines, at) : [], 'nonzero'],
        ] as const) {
          if (!ink || contours.length === 0) continue
          const light = byAlpha ? 1 : ink.isMixed ? 0.5 : luminanceOfHex(ink.color)
          lay(seenOfArea({ contours, rule }, at), light, ink.alpha * at.style.opacity)
        }
      }
      for (const child of source.children) {
        reading.walk(child, { ...inner, matrix: contentMatrix, draw: gather })
      }
      if (inner.style.own.has('mask') || inner.style.own.has('clip-path')) reading.leave('mask of a mask')
      const lit = stencilOf(parts)
      return region ? intersection(lit, areaStencil([region], 'nonzero')) : lit
    })
  }

  const keep = (key: string, make: () => Stencil): Stencil => {
    const known = kept.get(key)
    if (known) return known
    const stencil = make()
    if (kept.size < mostKept) kept.set(key, stencil)
    return stencil
  }

  return (element, place) => {
    const { own } = place.style
    const clip = own.get('clip-path')
    const mask = own.get('mask')
    const clipped = clip && clip !== 'none' ? clipOf(clip, element, place) : null
    const masked = mask && mask !== 'none' ? maskOf(mask, element, place) : null
    return clipped && masked ? intersection(clipped, masked) : (clipped ?? masked)
  }
}

/** Lengths in a clip path may be shares of the viewport that it is used in. */
function keyOf(matrix: Matrix, { viewport: { width, height } }: Place, more: string): string {
  return `${matrix.join(' ')} ${width} ${height} ${more}`
}

/** What of all that is seen is seen in a viewport: of what overflows nothing, unless its style says so. */
export function seenInViewport(
  { own }: Style,
  { width, height }: Viewport,
  frame: Matrix,
  seen: Stencil | null,
): Stencil | null {
  if (/^(?:visible|auto)$/.test(own.get('overflow') ?? '')) return seen
  const window = areaStencil([rectangle({ x: 0, y: 0, width, height }, frame)], 'nonzero')
  return seen ? intersection(seen, window) : window
}

function rectangle(box: ViewBox, matrix: Matrix): Float64Array {
  const { x, y, width, height } = box
  const corners = [x, y, x + width, y, x + width, y + height, x, y + height]
  return Float64Array.from(transformPoints(corners, matrix) ?? [])
}

function boxMatrix(box: ViewBox | null): Matrix | null {
  return box && box.width > 0 && box.height > 0 ? [box.width, 0, 0, box.height, box.x, box.y] : null
}

/** Where a mask has an effect at all: what lies outside is not seen (CSS Masking 1, 8.2). */
function maskRegion(
  { attributes }: XmlElement,
  { matrix, viewport }: Place,
  units: Matrix | null,
): Float64Array {
  const inBox = attributes.get('maskUnits') !== 'userSpaceOnUse'
  const { width, height } = inBox ? { width: 1, height: 1 } : viewport
  const length = (name: string, of: number, usual: number) =>
    readLength(attributes.get(name), of) ?? usual * of
  const region = {
    x: length('x', width, -0.1),
    y: length('y', height, -0.1),
    width: length('width', width, 1.2),
    height: length('height', height, 1.2),
  }
  return rectangle(region, inBox && units ? multiply(matrix, units) : matrix)
}

function stencilOf(parts: readonly LaidArea[]): Stencil {
  const contours = pileAreas(parts)
  return contours.length === 0 ? emptyStencil : areaStencil(contours, 'evenodd')
}

function seenOfArea(area: FilledArea, { seen }: Place): FilledArea {
  return areaWithinAll(area, seen?.areas ?? [])
}

const roundSides = 24

/** What a stroke of some width covers on the page: a rectangle to a side and a disc to a corner, all turning one way. */
function bandContours(polylines: readonly Polyline[], { style, matrix }: Place): Float64Array[] {
  const half = style.strokeWidth / 2
  const contours: number[][] = []
  for (const { points, closed } of polylines) {
    const count = points.length / 2
    for (let i = 0; i < count; i++) {
      const [ax, ay] = [points[i * 2], points[i * 2 + 1]]
      const isEnd = !closed && (i === 0 || i === count - 1)
      if (!isEnd || style.own.get('stroke-linecap') === 'round') contours.push(disc(ax, ay, half))
      const j = (i + 1) % count
      if (isEnd && i === count - 1) continue
      const [bx, by] = [points[j * 2], points[j * 2 + 1]]
      const length = Math.hypot(bx - ax, by - ay)
      if (length === 0) continue
      const [nx, ny] = [((by - ay) / length) * half, ((ax - bx) / length) * half]
      contours.push([ax + nx, ay + ny, bx + nx, by + ny, bx - nx, by - ny, ax - nx, ay - ny])
    }
  }
  return contours.flatMap((contour) => {
    const placed = transformPoints(contour, matrix)
    return placed ? [Float64Array.from(placed)] : []
  })
}

function disc(x: number, y: number, radius: number): number[] {
  return Array.from({ length: roundSides * 2 }, (_, k) => {
    const angle = ((k >> 1) * 2 * Math.PI) / roundSides
    return k % 2 === 0 ? x + radius * Math.cos(angle) : y + radius * Math.sin(angle)
  })
}
