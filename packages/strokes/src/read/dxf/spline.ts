import type { Hand } from '../conic.ts'

/** A B-spline: `knots.length === points + degree + 1`; weights where it is rational. */
export type Spline = {
  readonly degree: number
  readonly knots: readonly number[]
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly weights: readonly number[]
}

const highestDegree = 20
const mostSides = 200

/**
 * Draws a B-spline span by span: as the cubic Béziers it is made of up to degree 3, in sides that stay within
 * `flatness` where it is rational or of a higher degree. False where its numbers do not fit. Béziers by blossoming
 * (Ramshaw 1987).
 */
export function drawSpline(spline: Spline, flatness: number, hand: Hand): boolean {
  const { degree, knots, xs, ys, weights } = spline
  const count = xs.length
  const isWhole =
    Number.isInteger(degree) &&
    degree >= 1 &&
    degree <= highestDegree &&
    count > degree &&
    ys.length === count &&
    knots.length === count + degree + 1 &&
    (weights.length === 0 || weights.length === count)
  const isRising = knots.every((knot, i) => Number.isFinite(knot) && (i === 0 || knot >= knots[i - 1]))
  if (!isWhole || !isRising || ![...xs, ...ys].every(Number.isFinite)) return false
  if (!weights.every((weight) => weight > 0 && Number.isFinite(weight))) return false
  const isRational = weights.some((weight) => Math.abs(weight - weights[0]) > 1e-9 * weights[0])
  const w = isRational ? weights : xs.map(() => 1)
  const planes = [xs.map((x, i) => x * w[i]), ys.map((y, i) => y * w[i]), w]
  let isBegun = false
  for (let k = degree; k < count; k++) {
    const [from, to] = [knots[k], knots[k + 1]]
    if (!(to > from)) continue
    const [bx, by, bw] = planes.map((values) => bezierOf(values, knots, degree, k))
    if (!isBegun) hand.move(bx[0] / bw[0], by[0] / bw[0])
    isBegun = true
    if (!isRational && degree <= 3) cubicOf(bx, by, hand)
    else drawSides(bx, by, bw, flatness, hand)
  }
  return isBegun
}

/** The Bézier points of one coordinate over span number `k`. */
function bezierOf(values: readonly number[], knots: readonly number[], degree: number, k: number): number[] {
  const [from, to] = [knots[k], knots[k + 1]]
  return Array.from({ length: degree + 1 }, (_, ends) => {
    const d = values.slice(k - degree, k + 1)
    for (let r = 1; r <= degree; r++) {
      const t = r <= degree - ends ? from : to
      for (let j = degree; j >= r; j--) {
        const i = k - degree + j
        const share = (t - knots[i]) / (knots[i + degree - r + 1] - knots[i])
        d[j] = (1 - share) * d[j - 1] + share * d[j]
      }
    }
    return d[degree]
  })
}

/** A Bézier of degree 1, 2 or 3 as a line or a cubic. */
function cubicOf(x: readonly number[], y: readonly number[], hand: Hand): void {
  if (x.length === 2) return hand.line(x[1], y[1])
  if (x.length === 4) return hand.cubic(x[1], y[1], x[2], y[2], x[3], y[3])
  const raised = (v: readonly number[]) => [(v[0] + 2 * v[1]) / 3, (2 * v[1] + v[2]) / 3]
  const [[x1, x2], [y1, y2]] = [raised(x), raised(y)]
  hand.cubic(x1, y1, x2, y2, x[2], y[2])
}

function drawSides(
  bx: readonly number[],
  by: readonly number[],
  bw: readonly number[],
  flatness: number,
  hand: Hand,
): void {
  const degree = bx.length - 1
  let bend = 0
  for (let i = 0; i + 2 <= degree; i++) {
    const at = (v: readonly number[], j: number) => v[j] / bw[j]
    const over = (v: readonly number[]) => at(v, i) - 2 * at(v, i + 1) + at(v, i + 2)
    bend = Math.max(bend, Math.hypot(over(bx), over(by)))
  }
  // Wang's bound is for plain curves; weights pull some of a rational one together, about as much as they differ.
  const pull = Math.max(...bw) / Math.min(...bw)
  const sides = Math.ceil(Math.sqrt((pull * degree * (degree - 1) * bend) / (8 * flatness)))
  const steps = Math.min(mostSides, Math.max(1, sides))
  for (let i = 1; i <= steps; i++) {
    const t = i / steps
    const weight = casteljau(bw, t)
    hand.line(casteljau(bx, t) / weight, casteljau(by, t) / weight)
  }
}

function casteljau(values: readonly number[], t: number): number {
  const d = [...values]
  for (let r = d.length - 1; r > 0; r--) for (let j = 0; j < r; j++) d[j] += t * (d[j + 1] - d[j])
  return d[0]
}

/** The natural cubic spline through points, by their distances: what is meant where a spline has no control points. */
export function drawThrough(xs: readonly number[], ys: readonly number[], hand: Hand): boolean {
  const count = xs.length
  if (count < 2 || ys.length !== count || ![...xs, ...ys].every(Number.isFinite)) return false
  const gaps = xs.slice(1).map((x, i) => Math.max(1e-9, Math.hypot(x - xs[i], ys[i + 1] - ys[i])))
  const [slopesX, slopesY] = [slopesThrough(xs, gaps), slopesThrough(ys, gaps)]
  hand.move(xs[0], ys[0])
  for (const [i, gap] of gaps.entries()) {
    const [x0, y0, x1, y1] = [xs[i], ys[i], xs[i + 1], ys[i + 1]]
    const third = gap / 3
    hand.cubic(
      x0 + slopesX[i] * third,
      y0 + slopesY[i] * third,
      x1 - slopesX[i + 1] * third,
      y1 - slopesY[i + 1] * third,
      x1,
      y1,
    )
  }
  return true
}

/** Slopes at the points for which second derivatives are continuous, and zero at the ends (Thomas' algorithm). */
function slopesThrough(values: readonly number[], gaps: readonly number[]): number[] {
  const last = values.length - 1
  const steps = gaps.map((gap, i) => (values[i + 1] - values[i]) / gap)
  const above: number[] = []
  const right: number[] = []
  for (let i = 0; i <= last; i++) {
    const before = i === 0 ? 0 : 1 / gaps[i - 1]
    const after = i === last ? 0 : 1 / gaps[i]
    const sum = 3 * ((i === 0 ? 0 : steps[i - 1] * before) + (i === last ? 0 : steps[i] * after))
    const pivot = 2 * (before + after) - before * (above[i - 1] ?? 0)
    above.push(after / pivot)
    right.push((sum - before * (right[i - 1] ?? 0)) / pivot)
  }
  for (let i = last - 1; i >= 0; i--) right[i] -= above[i] * right[i + 1]
  return right
}
