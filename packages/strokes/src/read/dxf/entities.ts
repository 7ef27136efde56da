import { circleAt, type Hand } from '../conic.ts'
import { identity, type Matrix } from '../matrix.ts'
import { drawSpline, drawThrough } from './spline.ts'
import { type DxfRecord, numberOf, numbersOf, toNumber } from './text.ts'

/** A record and those that belong to it: the vertices of a polyline, the attributes of an insert. */
export type DxfEntity = { readonly record: DxfRecord; readonly parts: readonly DxfRecord[] }

/** Puts an entity on paper; false where its numbers do not make one. `flatness` is in the entity's unit. */
type Draw = (entity: DxfEntity, hand: Hand, flatness: number) => boolean

/** Records with those that follow them up to their end mark. */
export function entitiesOf(records: readonly DxfRecord[]): DxfEntity[] {
  const entities: { record: DxfRecord; parts: DxfRecord[] }[] = []
  let isOpen = false
  for (const record of records) {
    if (record.type === 'SEQEND') isOpen = false
    else if (isOpen && (record.type === 'VERTEX' || record.type === 'ATTRIB'))
      entities.at(-1)?.parts.push(record)
    else {
      entities.push({ record, parts: [] })
      isOpen = record.type === 'POLYLINE' || numberOf(record, 66, 0) === 1
    }
  }
  return entities
}

/** Entities that a pen can draw. Source: Autodesk, DXF reference, "ENTITIES section". */
export const drawings: Readonly<Record<string, Draw>> = {
  POINT({ record }, hand) {
    const [x, y] = pointOf(record)
    hand.move(x, y)
    hand.line(x, y)
    return isAll(x, y)
  },
  LINE({ record }, hand) {
    const [x0, y0, x1, y1] = [...pointOf(record), ...pointOf(record, 11)]
    hand.move(x0, y0)
    hand.line(x1, y1)
    return isAll(x0, y0, x1, y1)
  },
  CIRCLE({ record }, hand) {
    const [x, y] = pointOf(record)
    const radius = numberOf(record, 40)
    if (!isAll(x, y, radius) || radius <= 0) return false
    hand.move(x + radius, y)
    hand.arc(circleAt(x, y, radius), 0, 2 * Math.PI)
    hand.close()
    return true
  },
  ARC({ record }, hand) {
    const [x, y] = pointOf(record)
    const radius = numberOf(record, 40)
    const [from, end] = [numberOf(record, 50), numberOf(record, 51)].map((angle) => (angle * Math.PI) / 180)
    if (!isAll(x, y, radius, from, end) || radius <= 0) return false
    hand.move(x + radius * Math.cos(from), y + radius * Math.sin(from))
    hand.arc(circleAt(x, y, radius), from, endAfter(from, end))
    return true
  },
  ELLIPSE({ record }, hand) {
    const [x, y] = pointOf(record)
    const [ux, uy] = pointOf(record, 11)
    const ratio = numberOf(record, 40) * (numberOf(record, 230, 1) < 0 ? -1 : 1)
    const [from, end] = [numberOf(record, 41, 0), numberOf(record, 42, 2 * Math.PI)]
    if (!isAll(x, y, ux, uy, ratio, from, end) || (ux === 0 && uy === 0)) return false
    const conic = { x, y, ux, uy, vx: -uy * ratio, vy: ux * ratio }
    const to = endAfter(from, end)
    hand.move(
      x + ux * Math.cos(from) + conic.vx * Math.sin(from),
      y + uy * Math.cos(from) + conic.vy * Math.sin(from),
    )
    hand.arc(conic, from, to)
    if (to - from > 2 * Math.PI - 1e-6) hand.close()
    return true
  },
  LWPOLYLINE({ record }, hand) {
    const vertices: Vertex[] = []
    for (const [i, code] of record.codes.entries()) {
      const value = toNumber(record.values[i])
      const last = vertices.at(-1)
      if (code === 10) vertices.push({ x: value, y: Number.NaN, bulge: 0 })
      else if (code === 20 && last) last.y = value
      else if (code === 42 && last) last.bulge = value
    }
    return drawVertices(vertices, (numberOf(record, 70, 0) & 1) === 1, hand)
  },
  POLYLINE({ record, parts }, hand) {
    const flags = numberOf(record, 70, 0)
    if ((flags & (polyline.mesh | polyline.faces)) !== 0) return false
    const vertices = parts.flatMap((part) => {
      if ((numberOf(part, 70, 0) & frameVertex) !== 0) return []
      const [x, y] = pointOf(part)
      return [{ x, y, bulge: numberOf(part, 42, 0) }]
    })
    return drawVertices(vertices, (flags & polyline.closed) !== 0, hand)
  },
  SPLINE({ record }, hand, flatness) {
    const xs = numbersOf(record, 10)
    const isClosed = (numberOf(record, 70, 0) & 1) === 1
    if (xs.length === 0) {
      const isDrawn = drawThrough(numbersOf(record, 11), numbersOf(record, 21), hand)
      if (isDrawn && isClosed) hand.close()
      return isDrawn
    }
    const spline = {
      degree: numberOf(record, 71, 3),
      knots: numbersOf(record, 40),
      xs,
      ys: numbersOf(record, 20),
      weights: numbersOf(record, 41),
    }
    const isDrawn = drawSpline(spline, flatness, hand)
    if (isDrawn && isClosed) hand.close()
    return isDrawn
  },
  // A filled quadrilateral, its last two corners in the order of a Z.
  SOLID: drawQuad([10, 11, 13, 12]),
  TRACE: drawQuad([10, 11, 13, 12]),
  '3DFACE': drawQuad([10, 11, 12, 13]),
}

const polyline = { closed: 1, mesh: 16, faces: 64 } as const
/** A vertex of the frame that a spline was made from. */
const frameVertex = 16

/** Those whose coordinates are in the plane of their own extrusion. */
const inOwnPlane = new Set(['CIRCLE', 'ARC', 'LWPOLYLINE', 'POLYLINE', 'SOLID', 'TRACE', 'INSERT'])

/** What takes an entity's own plane to the drawing's, seen from above ("Arbitrary Axis Algorithm"). */
export function planeOf(record: DxfRecord): Matrix {
  if (!inOwnPlane.has(record.type)) return identity
  const [nx, ny, nz] = [numberOf(record, 210, 0), numberOf(record, 220, 0), numberOf(record, 230, 1)]
  const length = Math.hypot(nx, ny, nz)
  if (!(length > 0) || (nx === 0 && ny === 0 && nz > 0)) return identity
  const [zx, zy, zz] = [nx / length, ny / length, nz / length]
  const isNearZ = Math.abs(zx) < 1 / 64 && Math.abs(zy) < 1 / 64
  const [px, py, pz] = isNearZ ? [zz, 0, -zx] : [-zy, zx, 0]
  const [ax, ay, az] = [px, py, pz].map((value) => value / Math.hypot(px, py, pz))
  const [bx, by] = [zy * az - zz * ay, zz * ax - zx * az]
  const height = numberOf(record, 38, numberOf(record, 30, 0))
  return [ax, ay, bx, by, zx * height, zy * height]
}

export function pointOf(record: DxfRecord, code = 10): [number, number] {
  return [numberOf(record, code), numberOf(record, code + 10)]
}

export function isAll(...values: number[]): boolean {
  return values.every(Number.isFinite)
}

/** Angles run counterclockwise; an end that is the start is a whole turn. */
function endAfter(from: number, end: number): number {
  const turn = (((end - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)
  return from + (turn < 1e-9 ? 2 * Math.PI : turn)
}

type Vertex = { x: number; y: number; bulge: number }

function drawVertices(vertices: readonly Vertex[], isClosed: boolean, hand: Hand): boolean {
  if (vertices.length === 0 || !vertices.every(({ x, y, bulge }) => isAll(x, y, bulge))) return false
  hand.move(vertices[0].x, vertices[0].y)
  for (const [i, from] of vertices.entries()) {
    const to = vertices[i + 1] ?? (isClosed ? vertices[0] : null)
    if (to && vertices.length > 1) drawSide(from, to, hand)
  }
  if (vertices.length === 1) hand.line(vertices[0].x, vertices[0].y)
  else if (isClosed) hand.close()
  return true
}

/** A bulge is the tangent of a quarter of the arc's turn, counterclockwise where positive. */
function drawSide(from: Vertex, to: Vertex, hand: Hand): void {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const { bulge } = from
  if (Math.abs(bulge) < 1e-9 || (dx === 0 && dy === 0)) return hand.line(to.x, to.y)
  const off = (1 - bulge * bulge) / (4 * bulge)
  const [x, y] = [from.x + dx / 2 - dy * off, from.y + dy / 2 + dx * off]
  const start = Math.atan2(from.y - y, from.x - x)
  hand.arc(circleAt(x, y, Math.hypot(from.x - x, from.y - y)), start, start + 4 * Math.atan(bulge))
}

function drawQuad(corners: readonly number[]): Draw {
  return ({ record }, hand) => {
    // The fourth may be left out, and is then the third.
    const vertices = corners.map((code) => {
      const [x, y] = pointOf(record, record.codes.includes(code) ? code : 12)
      return { x, y, bulge: 0 }
    })
    return drawVertices(vertices, true, hand)
  }
}
