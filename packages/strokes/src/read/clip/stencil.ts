import { createInside, type FillRule } from '../../geometry/areas/inside.ts'
import { cutStroke } from '../../geometry/cut-stroke.ts'
import { type Box, strokeLength } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import type { FilledArea } from './whole-areas.ts'

/** What is no longer than this is rounding, in mm. */
const least = 1e-6
/** How far beside a border both of its sides are looked at, and what may come of that at its ends. */
const beside = 3e-6
const slivers = 1e-3

/** Spans of a segment as from, to, from, to … in shares of its length, ascending. */
type Spans = readonly number[]

/** A part of the page, in mm, that lines may be cut to. */
export type Stencil = {
  /** Where a segment lies in it; along its border as well if `withBorder`. */
  spansOf(ax: number, ay: number, bx: number, by: number, withBorder: boolean): Spans
  holds(x: number, y: number, withBorder: boolean): boolean
  /** Its own outline, in pieces where it was cut. */
  borders(): readonly Stroke[]
  /** A box that lies in it, with its border, where one is known: what is in there need not be cut. */
  readonly inner: Box | null
  /** The areas whose common part it is. */
  readonly areas: readonly FilledArea[]
}

/** Nothing. */
export const emptyStencil: Stencil = {
  spansOf: () => [],
  holds: () => false,
  borders: () => [],
  inner: null,
  areas: [{ contours: [], rule: 'evenodd' }],
}

/** What closed polylines enclose. */
export function areaStencil(contours: readonly Float64Array[], rule: FillRule): Stencil {
  const area = createInside(contours, rule)
  const { box } = area
  const border: Stroke[] = contours.map((points) => ({ points, closed: true }))
  const spansOf: Stencil['spansOf'] = (ax, ay, bx, by, withBorder) => {
    if (isApart(box, ax, ay, bx, by)) return []
    const inside = area.spansOf(ax, ay, bx, by)
    if (!withBorder || (inside.length === 2 && inside[0] === 0 && inside[1] === 1)) return inside
    const length = Math.hypot(bx - ax, by - ay)
    const [nx, ny] = [((ay - by) / length) * beside, ((bx - ax) / length) * beside]
    const left = area.spansOf(ax + nx, ay + ny, bx + nx, by + ny)
    const right = area.spansOf(ax - nx, ay - ny, bx - nx, by - ny)
    const along = subtract(unite(left, right, 0), inside).filter(isLong(slivers / length))
    return along.length === 0 ? inside : unite(inside, along, least / length)
  }
  const around = [0, beside, -beside]
  return {
    spansOf,
    holds: (x, y, withBorder) =>
      area.holds(x, y) ||
      (withBorder && around.some((dx) => around.some((dy) => area.holds(x + dx, y + dy)))),
    borders: () => border,
    inner: isRectangle(contours) ? box : null,
    areas: [{ contours, rule }],
  }
}

/** What lies in both. */
export function intersection(a: Stencil, b: Stencil): Stencil {
  const inner = a.inner && b.inner ? overlap(a.inner, b.inner) : null
  return {
    inner,
    areas: [...a.areas, ...b.areas],
    spansOf: (ax, ay, bx, by, withBorder) => {
      const spans = a.spansOf(ax, ay, bx, by, withBorder)
      return spans.length === 0 ? spans : meet(spans, b.spansOf(ax, ay, bx, by, withBorder))
    },
    holds: (x, y, withBorder) => a.holds(x, y, withBorder) && b.holds(x, y, withBorder),
    borders: once(() => [...cutTo(a.borders(), b, true), ...cutTo(b.borders(), a, false)]),
  }
}

/** The parts of strokes within a stencil; what lies in it wholly passes as it is. */
export function cutTo(strokes: readonly Stroke[], stencil: Stencil, withBorder: boolean): Stroke[] {
  return strokes.flatMap((stroke) => {
    const { points } = stroke
    if (strokeLength(stroke) === 0) return stencil.holds(points[0], points[1], withBorder) ? [stroke] : []
    return cutStroke(stroke, (ax, ay, bx, by) => stencil.spansOf(ax, ay, bx, by, withBorder), {
      longerThan: least,
    })
  })
}

/** Makes something when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function isRectangle(contours: readonly Float64Array[]): boolean {
  if (contours.length !== 1 || contours[0].length !== 8) return false
  const [x0, y0, x1, y1, x2, y2, x3, y3] = contours[0]
  const isUpright = y0 === y1 && x1 === x2 && y2 === y3 && x3 === x0
  return isUpright || (x0 === x1 && y1 === y2 && x2 === x3 && y3 === y0)
}

function overlap(a: Box, b: Box): Box {
  return {
    minX: Math.max(a.minX, b.minX),
    minY: Math.max(a.minY, b.minY),
    maxX: Math.min(a.maxX, b.maxX),
    maxY: Math.min(a.maxY, b.maxY),
  }
}

/** Whether all points lie in a box that lies in the stencil. */
export function isInInner(points: ArrayLike<number>, { inner }: Stencil): boolean {
  if (!inner) return false
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]]
    if (!(x >= inner.minX && x <= inner.maxX && y >= inner.minY && y <= inner.maxY)) return false
  }
  return true
}

function isApart({ minX, minY, maxX, maxY }: Box, ax: number, ay: number, bx: number, by: number): boolean {
  return (
    (ax < minX && bx < minX) ||
    (ax > maxX && bx > maxX) ||
    (ay < minY && by < minY) ||
    (ay > maxY && by > maxY)
  )
}

function isLong(share: number) {
  return (_: number, i: number, spans: Spans) => spans[i | 1] - spans[i & ~1] > share
}

function meet(a: Spans, b: Spans): number[] {
  const both: number[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [from, to] = [Math.max(a[i], b[j]), Math.min(a[i + 1], b[j + 1])]
    if (from < to) both.push(from, to)
    if (a[i + 1] < b[j + 1]) i += 2
    else j += 2
  }
  return both
}

/** Spans of either; those no further apart than `gap` are one. */
function unite(a: Spans, b: Spans, gap: number): number[] {
  const all: [number, number][] = []
  for (const spans of [a, b]) for (let i = 0; i < spans.length; i += 2) all.push([spans[i], spans[i + 1]])
  all.sort((one, other) => one[0] - other[0])
  const united: number[] = []
  for (const [from, to] of all) {
    const last = united.length - 1
    if (last > 0 && from <= united[last] + gap) united[last] = Math.max(united[last], to)
    else united.push(from, to)
  }
  return united
}

function subtract(a: Spans, b: Spans): number[] {
  const rest: number[] = []
  let from = 0
  const gaps: number[] = []
  for (let i = 0; i < b.length; i += 2) {
    if (b[i] > from) gaps.push(from, b[i])
    from = b[i + 1]
  }
  if (from < 1) gaps.push(from, 1)
  rest.push(...meet(a, gaps))
  return rest
}
