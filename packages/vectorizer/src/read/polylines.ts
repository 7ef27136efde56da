/** A run of points drawn without lifting: x0, y0, x1, y1 … */
export type Polyline = { readonly points: number[]; closed: boolean }

/** The most pieces a single curve is cut into. */
const maxPieces = 2000

/** Takes pen moves and curves and keeps them as points; curves are cut so that chords stay within `flatness`. */
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

export function createPolylineBuilder(flatness: number): PolylineBuilder {
  const polylines: Polyline[] = []
  let current: Polyline | null = null
  let start = { x: 0, y: 0 }
  const pen = { x: 0, y: 0 }

  const go = (x: number, y: number) => {
    // After a close, drawing goes on from the loop's start as a new subpath.
    if (!current) {
      current = { points: [pen.x, pen.y], closed: false }
      polylines.push(current)
    }
    current.points.push(x, y)
    pen.x = x
    pen.y = y
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
      pen.x = x
      pen.y = y
    },
    line: go,
    cubic(x1, y1, x2, y2, x, y) {
      const { x: x0, y: y0 } = pen
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
        go(w0 * x0 + w1 * x1 + w2 * x2 + w3 * x, w0 * y0 + w1 * y1 + w2 * y2 + w3 * y)
      }
      go(x, y)
    },
    arc(rx, ry, turnDeg, large, sweep, x, y) {
      const arc = centerOf(pen.x, pen.y, Math.abs(rx), Math.abs(ry), turnDeg, large, sweep, x, y)
      if (arc) {
        const radius = Math.max(arc.rx, arc.ry)
        const pieces = piecesFor((arc.delta * arc.delta * radius) / (8 * flatness))
        for (let i = 1; i < pieces; i++) {
          const angle = arc.from + (arc.delta * i) / pieces
          const [ex, ey] = [arc.rx * Math.cos(angle), arc.ry * Math.sin(angle)]
          go(arc.x + arc.cos * ex - arc.sin * ey, arc.y + arc.sin * ex + arc.cos * ey)
        }
      }
      go(x, y)
    },
    close() {
      if (current) {
        current.closed = true
        dropRepeatedStart(current.points)
      }
      current = null
      pen.x = start.x
      pen.y = start.y
    },
  }
}

/** Chords' error falls with the square of their number; `ratio` is the error of one chord over the allowed one. */
function piecesFor(ratio: number): number {
  return Math.min(maxPieces, Math.max(1, Math.ceil(Math.sqrt(Math.max(0, ratio)))))
}

function dropRepeatedStart(points: number[]): void {
  const last = points.length - 2
  if (last >= 2 && points[0] === points[last] && points[1] === points[last + 1]) points.length = last
}

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
