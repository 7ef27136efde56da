import { createCubicTrial, type Direction } from './cubic-trial.ts'

/**
 * Fits cubic Béziers to a polyline: x0, y0, then two handles and an end per curve. Ends stay where they are, nothing of
 * the polyline lies farther than about `tolerance` from the curve, and curves join without a bend except at `corners`
 * (indices of points, ascending). Least squares with chord-length parameters that are improved by Newton's method, cut
 * where the error is largest (Schneider 1990); then neighbors that one curve can stand for are joined again. A closed
 * one repeats its start at its end and joins there smoothly unless it starts at a corner. `ends` is told the index of
 * the point at which each curve ends.
 */
export function fitCubics(
  points: Float64Array,
  tolerance: number,
  corners: readonly number[] = [],
  joinsSmoothly = false,
  ends?: number[],
): Float64Array {
  const last = points.length / 2 - 1
  if (last < 1) return points.slice(0, 2)
  const fitter = createFitter(points, tolerance, ends)
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

/** How many points around a place its direction is read from. */
const directionReach = 4

/** The direction of a loop where it begins and ends, read from both sides. */
function seamDirection(points: Float64Array): Direction {
  const last = points.length / 2 - 1
  const reach = Math.min(3, last >> 1)
  const dx = points[reach * 2] - points[(last - reach) * 2]
  const dy = points[reach * 2 + 1] - points[(last - reach) * 2 + 1]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  return [dx / length, dy / length]
}

const opposite = ([x, y]: Direction): Direction => [-x, -y]

function createFitter(points: Float64Array, tolerance: number, ends?: number[]) {
  const count = points.length / 2
  const along = new Float64Array(count)
  for (let i = 1; i < count; i++) {
    const dx = points[i * 2] - points[i * 2 - 2]
    const dy = points[i * 2 + 1] - points[i * 2 - 1]
    along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy)
  }
  const { handles, worst, tryOne } = createCubicTrial(points, along, tolerance)

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
    const stops = [from]
    const through = [leave]
    const fitted: Float64Array[] = []
    split(from, to, leave, arrive, stops, through, fitted)
    for (let a = 0; a < fitted.length; ) {
      let b = a + 1
      const kept = fitted[a]
      // Cuts are made where the error is largest, which is not always where two curves are needed.
      while (b + 1 < stops.length && tryOne(stops[a], stops[b + 1], through[a], opposite(through[b + 1]))) {
        kept.set(handles)
        b++
      }
      out.push(...kept, points[stops[b] * 2], points[stops[b] * 2 + 1])
      ends?.push(stops[b])
      a = b
    }
  }

  /** Cuts a line until one curve is near enough to every piece: where the pieces end, the directions there, and the handles. */
  function split(
    from: number,
    to: number,
    leave: Direction,
    arrive: Direction,
    stops: number[],
    through: Direction[],
    fitted: Float64Array[],
  ): void {
    if (tryOne(from, to, leave, arrive)) {
      fitted.push(handles.slice())
      stops.push(to)
      through.push(opposite(arrive))
      return
    }
    const middle = Math.min(Math.max(worst(), from + 1), to - 1)
    const direction = directionThrough(middle, from, to)
    split(from, middle, leave, opposite(direction), stops, through, fitted)
    split(middle, to, direction, arrive, stops, through, fitted)
  }

  return { directionAt, fit }
}
