/**
 * Fits cubic Béziers to a polyline: x0, y0, then two handles and an end per curve. Ends stay where they are, nothing of
 * the polyline lies farther than about `tolerance` from the curve, and curves join without a bend except at `corners`
 * (indices of points, ascending). Least squares with chord-length parameters that are improved by Newton's method, cut
 * where the error is largest (Schneider 1990); then neighbors that one curve can stand for are joined again. A closed
 * one repeats its start at its end and joins there smoothly unless it starts at a corner.
 */
export function fitCubics(
  points: Float64Array,
  tolerance: number,
  corners: readonly number[] = [],
  joinsSmoothly = false,
): Float64Array {
  const last = points.length / 2 - 1
  if (last < 1) return points.slice(0, 2)
  const fitter = createFitter(points, tolerance)
  const out: number[] = [points[0], points[1]]
  const stops = [0, ...corners.filter((corner) => corner > 0 && corner < last), last]
  const seam = joinsSmoothly && last > 3 ? seamDirection(points) : undefined
  for (let k = 1; k < stops.length; k++) {
    const from = stops[k - 1]
    const to = stops[k]
    const leave = seam && from === 0 ? seam : fitter.directionAt(from, to)
    const arrive = seam && to === last ? ([-seam[0], -seam[1]] as const) : fitter.directionAt(to, from)
    fitter.fit(from, to, leave, arrive, out)
  }
  return Float64Array.from(out)
}

/** A unit direction, x and y. */
type Direction = readonly [number, number]

/** How many points around a place its direction is read from. */
const directionReach = 4
const rounds = 3

/** The direction of a loop where it begins and ends, read from both sides. */
function seamDirection(points: Float64Array): Direction {
  const last = points.length / 2 - 1
  const reach = Math.min(3, last >> 1)
  const dx = points[reach * 2] - points[(last - reach) * 2]
  const dy = points[reach * 2 + 1] - points[(last - reach) * 2 + 1]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  return [dx / length, dy / length]
}

function createFitter(points: Float64Array, tolerance: number) {
  const count = points.length / 2
  const along = new Float64Array(count)
  for (let i = 1; i < count; i++) {
    const dx = points[i * 2] - points[i * 2 - 2]
    const dy = points[i * 2 + 1] - points[i * 2 - 1]
    along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy)
  }
  const at = new Float64Array(count)
  // The curve that was tried last: two handles.
  const handles = new Float64Array(4)
  let worst = 0

  /** The direction from point `i` towards point `to`, over a few points. */
  function directionAt(i: number, to: number): Direction {
    const step = to > i ? 1 : -1
    const reach = Math.min(directionReach, Math.abs(to - i))
    let dx = 0
    let dy = 0
    for (let k = 1; k <= reach; k++) {
      const j = (i + step * k) * 2
      dx += points[j] - points[i * 2]
      dy += points[j + 1] - points[i * 2 + 1]
    }
    const length = Math.sqrt(dx * dx + dy * dy) || 1
    return [dx / length, dy / length]
  }

  /** The direction through point `i` from its neighbors to both sides. */
  function directionThrough(i: number, from: number, to: number): Direction {
    const reach = Math.min(3, i - from, to - i)
    const a = (i - reach) * 2
    const b = (i + reach) * 2
    const dx = points[b] - points[a]
    const dy = points[b + 1] - points[a + 1]
    const length = Math.sqrt(dx * dx + dy * dy)
    return length > 0 ? [dx / length, dy / length] : directionAt(i, to)
  }

  function fit(from: number, to: number, leave: Direction, arrive: Direction, out: number[]): void {
    if (tryOne(from, to, leave, arrive)) {
      out.push(handles[0], handles[1], handles[2], handles[3], points[to * 2], points[to * 2 + 1])
      return
    }
    const middle = Math.min(Math.max(worst, from + 1), to - 1)
    const through = directionThrough(middle, from, to)
    fit(from, middle, leave, [-through[0], -through[1]], out)
    fit(middle, to, through, arrive, out)
  }

  /** Leaves the best curve in `handles` and answers whether it is near enough; else `worst` is where it is farthest. */
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
      if (error <= limit) return true
      if (error > 16 * limit || round === rounds) return false
      improve(from, to)
    }
    return false
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

  return { directionAt, fit }
}
