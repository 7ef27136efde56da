import { chainCount, nearestOn } from '../geometry/curves/chain-pieces.ts'
import { addSide, straightCurves } from '../geometry/curves/straight-curves.ts'
import type { Stroke } from '../types.ts'

/** A run of points drawn without lifting: x0, y0, x1, y1 … */
export type Polyline = {
  readonly points: number[]
  closed: boolean
  /** Where some of it is round: all of it as cubic Béziers, x0, y0, then two handles and an end per curve. */
  curves?: number[]
  /** Then also where on those each point lies, as in an `Arc`; of what is closed, once more where it comes back. */
  at?: number[]
}

/** How near Béziers come to an arc, as a share of the flatness: a quarter of a circle is one up to a radius of 18 mm. */
export const arcShare = 0.5
/** What relative steps may be off at their end, as a share of the flatness. */
const rounding = 1e-6
/** The most pieces a single curve is cut into. */
const maxPieces = 2000

/** Takes pen moves and curves and keeps them as points. */
export type PolylineBuilder = {
  readonly polylines: Polyline[]
  readonly x: number
  readonly y: number
  move(x: number, y: number): void
  line(x: number, y: number): void
  cubic(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void
  /** An elliptical arc by its end point (SVG 1.1, F.6). */
  arc(rx: number, ry: number, turnDeg: number, large: boolean, sweep: boolean, x: number, y: number): void
  close(): void
}

/**
 * A builder that cuts curves so that chords stay within `flatness`. It tells `spend` of every point before it keeps it, so
 * that a budget ends what would not end.
 */
export function createPolylineBuilder(
  flatness: number,
  spend: (points: number) => void = () => {},
): PolylineBuilder {
  const polylines: Polyline[] = []
  let current: Polyline | null = null
  let start = { x: 0, y: 0 }
  /** Moved, and nothing drawn since: closed there, it is a dot. */
  let isAtStart = false
  const pen = { x: 0, y: 0 }

  const begun = (): Polyline => {
    // After a close, drawing goes on from the loop's start as a new subpath.
    if (!current) {
      isAtStart = false
      current = { points: [pen.x, pen.y], closed: false }
      polylines.push(current)
    }
    return current
  }
  const go = (x: number, y: number) => {
    spend(1)
    begun().points.push(x, y)
    pen.x = x
    pen.y = y
  }
  const line = (x: number, y: number) => {
    if (current?.curves) addSideTo(current, x, y)
    go(x, y)
  }
  /** Adds curves; answers how to go to a point that lies on them, near a share of the way along their parameters. */
  const curveTo = (added: readonly number[]) => {
    const polyline = begun()
    polyline.curves ??= straightCurves(polyline.points, false)
    polyline.at ??= Array.from({ length: polyline.points.length / 2 }, (_, i) => i)
    const { curves, at } = polyline
    const first = chainCount(curves)
    for (const value of added) curves.push(value)
    const count = chainCount(curves) - first
    return (share: number, x: number, y: number) => {
      const place = first + share * count
      const piece = Math.min(Math.floor(place), first + count - 1)
      const isNode = place === Math.round(place)
      at.push(isNode ? place : piece + nearestOn(curves, piece, place - piece, x, y))
      go(x, y)
    }
  }
  return {
    polylines,
    get x() {
      return pen.x
    },
    get y() {
      return pen.y
    },
    move(x, y) {
      current = null
      start = { x, y }
      isAtStart = true
      pen.x = x
      pen.y = y
    },
    line,
    cubic(x1, y1, x2, y2, x, y) {
      const { x: x0, y: y0 } = pen
      const along = curveTo([x1, y1, x2, y2, x, y])
      // Wang's bound on the distance of a curve from its chords.
      const bend = Math.max(
        Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
        Math.hypot(x1 - 2 * x2 + x, y1 - 2 * y2 + y),
      )
      const pieces = piecesFor((0.75 * bend) / flatness)
      for (let i = 1; i < pieces; i++) {
        const t = i / pieces
        const s = 1 - t
        const [w0, w1, w2, w3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
        along(t, w0 * x0 + w1 * x1 + w2 * x2 + w3 * x, w0 * y0 + w1 * y1 + w2 * y2 + w3 * y)
      }
      along(1, x, y)
    },
    arc(rx, ry, turnDeg, large, sweep, x, y) {
      const arc = centerOf(pen.x, pen.y, Math.abs(rx), Math.abs(ry), turnDeg, large, sweep, x, y)
      if (!arc) return line(x, y)
      const along = curveTo(arcCurves(arc, flatness * arcShare, x, y))
      const radius = Math.max(arc.rx, arc.ry)
      const pieces = piecesFor((arc.delta * arc.delta * radius) / (8 * flatness))
      for (let i = 1; i < pieces; i++) {
        const angle = arc.from + (arc.delta * i) / pieces
        const [ex, ey] = [arc.rx * Math.cos(angle), arc.ry * Math.sin(angle)]
        along(i / pieces, arc.x + arc.cos * ex - arc.sin * ey, arc.y + arc.sin * ex + arc.cos * ey)
      }
      along(1, x, y)
    },
    close() {
      if (current) {
        current.closed = true
        closeUp(current, start, flatness * rounding)
      } else if (isAtStart) polylines.push({ points: [pen.x, pen.y], closed: true })
      isAtStart = false
      current = null
      pen.x = start.x
      pen.y = start.y
    },
  }
}

/**
 * How many Béziers stay within `tolerance` of a circle's arc over `turn` radians: one over an angle strays from it by
 * 2/27 sin⁶(angle/4) / cos²(angle/4) of the radius (Goldapp 1991).
 */
export function arcPieces(turn: number, radius: number, tolerance: number): number {
  const whole = Math.abs(turn)
  const strayOver = (angle: number) =>
    ((2 / 27) * Math.sin(angle / 4) ** 6 * radius) / Math.cos(angle / 4) ** 2
  let pieces = Math.max(1, Math.ceil(whole / (Math.PI / 2) - 1e-9))
  while (pieces < maxPieces && strayOver(whole / pieces) > tolerance) pieces++
  return pieces
}

/** An elliptical arc as Béziers without their start, the last ending at (`x`, `y`): as few as stay within `tolerance`. */
function arcCurves(arc: CircleArc, tolerance: number, x: number, y: number): number[] {
  const pieces = arcPieces(arc.delta, Math.max(arc.rx, arc.ry), tolerance)
  const step = arc.delta / pieces
  const handle = (4 / 3) * Math.tan(step / 4)
  const placed = (ex: number, ey: number) => [
    arc.x + arc.cos * ex - arc.sin * ey,
    arc.y + arc.sin * ex + arc.cos * ey,
  ]
  const out: number[] = []
  for (let i = 0; i < pieces; i++) {
    const [from, to] = [arc.from + i * step, arc.from + (i + 1) * step]
    const [c0, s0, c1, s1] = [Math.cos(from), Math.sin(from), Math.cos(to), Math.sin(to)]
    out.push(
      ...placed(arc.rx * (c0 - handle * s0), arc.ry * (s0 + handle * c0)),
      ...placed(arc.rx * (c1 + handle * s1), arc.ry * (s1 - handle * c1)),
      ...(i + 1 < pieces ? placed(arc.rx * c1, arc.ry * s1) : [x, y]),
    )
  }
  return out
}

/** Chords' error falls with the square of their number; `ratio` is the error of one chord over the allowed one. */
function piecesFor(ratio: number): number {
  return Math.min(maxPieces, Math.max(1, Math.ceil(Math.sqrt(Math.max(0, ratio)))))
}

/** Ends where it began, without repeating that point; what is only off by rounding has come back. */
function closeUp(polyline: Polyline, start: { x: number; y: number }, slack: number): void {
  const { points, curves } = polyline
  const last = points.length - 2
  const isBack = Math.abs(points[last] - start.x) <= slack && Math.abs(points[last + 1] - start.y) <= slack
  if (curves && isBack) curves.splice(-2, 2, start.x, start.y)
  else if (curves) addSideTo(polyline, start.x, start.y)
  if (last >= 2 && isBack) points.length = last
}

/** Lets the curves of a polyline that has some go on in a straight line. */
export function addSideTo({ curves = [], at }: Polyline, x: number, y: number): void {
  addSide(curves, x, y)
  at?.push(chainCount(curves))
}

/** A polyline as a stroke. Points on the same spot are one: a line of no length is a dot. */
export function strokeOf({ points, closed, curves, at }: Polyline): Stroke {
  const kept: number[] = [points[0], points[1]]
  const places = at ? [at[0]] : []
  for (let i = 2; i < points.length; i += 2) {
    const last = kept.length - 2
    if (points[i] === kept[last] && points[i + 1] === kept[last + 1]) continue
    kept.push(points[i], points[i + 1])
    if (at) places.push(at[i / 2])
  }
  const stroke = { points: Float64Array.from(kept), closed: closed && kept.length > 4 }
  if (!curves || !at || kept.length < 4) return stroke
  if (stroke.closed) places.push(chainCount(curves))
  return { ...stroke, arcs: [{ chain: Float64Array.from(curves), first: 0, at: Float64Array.from(places) }] }
}

type CircleArc = NonNullable<ReturnType<typeof centerOf>>

/** End points to centre (SVG 1.1, F.6.5), radii grown where too small; `null` for what is a straight line. */
function centerOf(
  x0: number,
  y0: number,
  rx: number,
  ry: number,
  turnDeg: number,
  large: boolean,
  sweep: boolean,
  x: number,
  y: number,
) {
  if (rx === 0 || ry === 0 || (x0 === x && y0 === y)) return null
  const turn = (turnDeg * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const [hx, hy] = [(x0 - x) / 2, (y0 - y) / 2]
  const [px, py] = [cos * hx + sin * hy, -sin * hx + cos * hy]
  const over = Math.max(1, Math.hypot(px / rx, py / ry))
  const [a, b] = [rx * over, ry * over]
  const weight = (a * py) ** 2 + (b * px) ** 2
  const factor = Math.sqrt(Math.max(0, (a * b) ** 2 - weight) / weight) * (large === sweep ? -1 : 1)
  const [cx, cy] = [(factor * a * py) / b, (-factor * b * px) / a]
  const from = Math.atan2((py - cy) / b, (px - cx) / a)
  const to = Math.atan2((-py - cy) / b, (-px - cx) / a)
  const full = 2 * Math.PI
  const delta = sweep ? (to - from + full) % full : -((from - to + full) % full)
  return {
    x: cos * cx - sin * cy + (x0 + x) / 2,
    y: sin * cx + cos * cy + (y0 + y) / 2,
    rx: a,
    ry: b,
    cos,
    sin,
    from,
    delta,
  }
}
