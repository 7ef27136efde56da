import { distanceToSide } from '../polyline.ts'
import { findCorners } from './corners.ts'
import { fitCubics } from './fit-cubic.ts'
import { flattenCurves } from './flatten.ts'
import { addSide } from './straight-curves.ts'

/** A turn of more than about 50° over this many tolerances to both sides is a corner. */
const cornerCosine = 0.64
const cornerReach = 5
/** Between points this many tolerances apart a fit seldom strays. */
const stepTolerances = 2
/** How finely curves are looked at between those points, in tolerances. */
const lookTolerances = 0.1

/**
 * A polyline as cubic Béziers that stay within `tolerance` of it, corners kept: x0, y0, then two handles and an end per
 * curve, the last end of a closed one being its start. Round parts are smooth; where no curve comes near enough, and
 * where it is straight, handles lie at the thirds of its sides. A line of fewer than two points comes back as it is.
 */
export function fitStroke(points: Float64Array, closed: boolean, tolerance: number): Float64Array {
  if (points.length < 4) return points.slice()
  const { line, isVertex } = evenly(points, closed, tolerance * stepTolerances)
  const count = line.length / 2 - (closed ? 1 : 0)
  const corners = findCorners(line, count, closed, cornerReach, cornerCosine)
  const ends: number[] = []
  const curves = fitCubics(line, tolerance, corners, closed && corners.length === 0, ends)
  const out: number[] = [curves[0], curves[1]]
  let from = 0
  for (const [k, to] of ends.entries()) {
    const curve = curves.subarray(k * 6, k * 6 + 8)
    if (isNear(curve, line, from, to, tolerance)) for (let i = 2; i < 8; i++) out.push(curve[i])
    else addSides(line, isVertex, from, to, out)
    from = to
  }
  return Float64Array.from(out)
}

/** Whether a curve stays within the tolerance of the points `from` … `to` of a line and the sides between them. */
function isNear(
  curve: Float64Array,
  line: Float64Array,
  from: number,
  to: number,
  tolerance: number,
): boolean {
  const flat = flattenCurves(curve, tolerance * lookTolerances)
  let side = from
  const away = (i: number, j: number) =>
    distanceToSide(flat[i], flat[i + 1], line[j * 2], line[j * 2 + 1], line[j * 2 + 2], line[j * 2 + 3])
  for (let i = 2; i < flat.length - 2; i += 2) {
    let least = away(i, side)
    for (let next = side + 1; next < to; next++) {
      const distance = away(i, next)
      if (distance > least && next > side + 2) break
      if (distance > least) continue
      least = distance
      side = next
    }
    if (least > tolerance) return false
  }
  return true
}

/** Straight curves over the line's own points between two of the even ones. */
function addSides(line: Float64Array, isVertex: Uint8Array, from: number, to: number, out: number[]): void {
  for (let i = from + 1; i <= to; i++) {
    if (i < to && isVertex[i] === 0) continue
    addSide(out, line[i * 2], line[i * 2 + 1])
  }
}

/**
 * The line with its points about `step` apart, and which of them are its own, none of those left out; a closed one
 * repeats its start at its end.
 */
function evenly(points: Float64Array, closed: boolean, step: number) {
  const count = points.length / 2
  const out: number[] = [points[0], points[1]]
  const isVertex: number[] = [1]
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [x0, y0] = [points[i * 2], points[i * 2 + 1]]
    const j = ((i + 1) % count) * 2
    const [dx, dy] = [points[j] - x0, points[j + 1] - y0]
    const pieces = Math.max(1, Math.round(Math.sqrt(dx * dx + dy * dy) / step))
    for (let k = 1; k < pieces; k++) {
      out.push(x0 + (dx * k) / pieces, y0 + (dy * k) / pieces)
      isVertex.push(0)
    }
    out.push(points[j], points[j + 1])
    isVertex.push(1)
  }
  return { line: Float64Array.from(out), isVertex: Uint8Array.from(isVertex) }
}
