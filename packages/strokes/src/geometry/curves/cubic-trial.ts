/** A unit direction, x and y. */
export type Direction = readonly [number, number]

const rounds = 3

/** Tries whether one curve is near enough to a stretch of a polyline. */
export type CubicTrial = {
  /** The curve that was tried last: two handles. */
  readonly handles: Float64Array
  /** The point that lay farthest from it. */
  worst(): number
  /**
   * Leaves the best curve from point `from` to point `to` in `handles` and answers whether it is near enough; else `worst`
   * is where it is farthest.
   */
  tryOne(from: number, to: number, leave: Direction, arrive: Direction): boolean
}

/**
 * Least squares with chord-length parameters that are improved by Newton's method (Schneider 1990). `along` is the length
 * of the polyline up to each point.
 */
export function createCubicTrial(points: Float64Array, along: Float64Array, tolerance: number): CubicTrial {
  const at = new Float64Array(points.length / 2)
  const handles = new Float64Array(4)
  let worst = 0

  function tryOne(from: number, to: number, leave: Direction, arrive: Direction): boolean {
    const x0 = points[from * 2]
    const y0 = points[from * 2 + 1]
    const x3 = points[to * 2]
    const y3 = points[to * 2 + 1]
    const chord = Math.sqrt((x3 - x0) ** 2 + (y3 - y0) ** 2)
    if (isStraight(from, to, chord)) {
      handles[0] = x0 + (x3 - x0) / 3
      handles[1] = y0 + (y3 - y0) / 3
      handles[2] = x3 - (x3 - x0) / 3
      handles[3] = y3 - (y3 - y0) / 3
      return true
    }
    if (to - from < 2) {
      const third = chord / 3
      setHandles(x0, y0, x3, y3, leave, arrive, third, third)
      return true
    }
    const total = along[to] - along[from]
    for (let i = from; i <= to; i++) at[i] = total > 0 ? (along[i] - along[from]) / total : 0
    const limit = tolerance * tolerance
    for (let round = 0; round <= rounds; round++) {
      solve(from, to, leave, arrive, chord)
      const error = farthest(from, to)
      if (error <= limit) {
        settle(from, to, leave, arrive, chord, limit)
        return true
      }
      if (error > 16 * limit || round === rounds) return false
      improve(from, to)
    }
    return false
  }

  /** One more round: the first curve that is near enough is seldom the nearest. */
  function settle(
    from: number,
    to: number,
    leave: Direction,
    arrive: Direction,
    chord: number,
    limit: number,
  ) {
    const [x1, y1, x2, y2] = handles
    improve(from, to)
    solve(from, to, leave, arrive, chord)
    if (farthest(from, to) <= limit) return
    handles[0] = x1
    handles[1] = y1
    handles[2] = x2
    handles[3] = y2
  }

  function setHandles(
    x0: number,
    y0: number,
    x3: number,
    y3: number,
    leave: Direction,
    arrive: Direction,
    first: number,
    second: number,
  ): void {
    handles[0] = x0 + leave[0] * first
    handles[1] = y0 + leave[1] * first
    handles[2] = x3 + arrive[0] * second
    handles[3] = y3 + arrive[1] * second
  }

  function isStraight(from: number, to: number, chord: number): boolean {
    if (chord === 0) return false
    const limit = tolerance * 0.6
    const x0 = points[from * 2]
    const y0 = points[from * 2 + 1]
    const ux = (points[to * 2] - x0) / chord
    const uy = (points[to * 2 + 1] - y0) / chord
    for (let i = from + 1; i < to; i++) {
      const dx = points[i * 2] - x0
      const dy = points[i * 2 + 1] - y0
      const across = dx * uy - dy * ux
      const ahead = dx * ux + dy * uy
      if (across > limit || across < -limit || ahead < -limit || ahead > chord + limit) return false
    }
    return true
  }

  /** The handle lengths of least squares for the parameters in `at`. */
  function solve(from: number, to: number, leave: Direction, arrive: Direction, chord: number): void {
    const x0 = points[from * 2]
    const y0 = points[from * 2 + 1]
    const x3 = points[to * 2]
    const y3 = points[to * 2 + 1]
    let aa = 0
    let ab = 0
    let bb = 0
    let ax = 0
    let bx = 0
    const dot = leave[0] * arrive[0] + leave[1] * arrive[1]
    for (let i = from + 1; i < to; i++) {
      const t = at[i]
      const s = 1 - t
      const b0 = s * s * (1 + 2 * t)
      const b1 = 3 * s * s * t
      const b2 = 3 * s * t * t
      const b3 = t * t * (3 - 2 * t)
      const rx = points[i * 2] - x0 * b0 - x3 * b3
      const ry = points[i * 2 + 1] - y0 * b0 - y3 * b3
      aa += b1 * b1
      ab += b1 * b2
      bb += b2 * b2
      ax += b1 * (leave[0] * rx + leave[1] * ry)
      bx += b2 * (arrive[0] * rx + arrive[1] * ry)
    }
    ab *= dot
    const size = aa * bb - ab * ab
    let first = size > 1e-9 ? (ax * bb - bx * ab) / size : 0
    let second = size > 1e-9 ? (bx * aa - ax * ab) / size : 0
    const least = chord * 0.02 + 1e-9
    const most = 2.5 * (along[to] - along[from])
    if (!(first > least && second > least && first < most && second < most)) {
      // One handle turned the wrong way: a curve with handles of a third is never far off.
      first = chord / 3
      second = chord / 3
    }
    setHandles(x0, y0, x3, y3, leave, arrive, first, second)
  }

  /** The largest squared distance of a point from the curve at its parameter; `worst` is which. */
  function farthest(from: number, to: number): number {
    const x0 = points[from * 2]
    const y0 = points[from * 2 + 1]
    const x3 = points[to * 2]
    const y3 = points[to * 2 + 1]
    let most = 0
    worst = (from + to) >> 1
    for (let i = from + 1; i < to; i++) {
      const t = at[i]
      const s = 1 - t
      const b0 = s * s * s
      const b1 = 3 * s * s * t
      const b2 = 3 * s * t * t
      const b3 = t * t * t
      const dx = x0 * b0 + handles[0] * b1 + handles[2] * b2 + x3 * b3 - points[i * 2]
      const dy = y0 * b0 + handles[1] * b1 + handles[3] * b2 + y3 * b3 - points[i * 2 + 1]
      const error = dx * dx + dy * dy
      if (error <= most) continue
      most = error
      worst = i
    }
    return most
  }

  /** One Newton step towards the nearest point of the curve, for every parameter. */
  function improve(from: number, to: number): void {
    const x0 = points[from * 2]
    const y0 = points[from * 2 + 1]
    const x3 = points[to * 2]
    const y3 = points[to * 2 + 1]
    const [x1, y1, x2, y2] = handles
    for (let i = from + 1; i < to; i++) {
      const t = at[i]
      const s = 1 - t
      const px = x0 * s * s * s + 3 * x1 * s * s * t + 3 * x2 * s * t * t + x3 * t * t * t - points[i * 2]
      const py = y0 * s * s * s + 3 * y1 * s * s * t + 3 * y2 * s * t * t + y3 * t * t * t - points[i * 2 + 1]
      const vx = 3 * ((x1 - x0) * s * s + 2 * (x2 - x1) * s * t + (x3 - x2) * t * t)
      const vy = 3 * ((y1 - y0) * s * s + 2 * (y2 - y1) * s * t + (y3 - y2) * t * t)
      const wx = 6 * ((x2 - 2 * x1 + x0) * s + (x3 - 2 * x2 + x1) * t)
      const wy = 6 * ((y2 - 2 * y1 + y0) * s + (y3 - 2 * y2 + y1) * t)
      const slope = vx * vx + vy * vy + px * wx + py * wy
      if (slope <= 1e-12) continue
      const next = t - (px * vx + py * vy) / slope
      // Parameters must stay in order, or the fit folds over.
      at[i] = Math.min(Math.max(next, at[i - 1]), 1)
    }
  }

  return { handles, worst: () => worst, tryOne }
}
