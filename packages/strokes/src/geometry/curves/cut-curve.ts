import { chainCount } from './chain-pieces.ts'

/** Two parts of a cubic may be off by so much from what they were cut from, in the unit of the points. */
const sameCurve = 1e-6

/**
 * Cuts a chain of cubic Béziers (x0, y0, then two handles and an end per curve) at ascending places, each the number of
 * a curve and the parameter on it as its fraction: one chain more than there are places, their ends shared to the bit
 * (de Casteljau).
 */
export function cutCurves(curves: Float64Array, places: readonly number[]): Float64Array[] {
  const count = chainCount(curves)
  const parts: Float64Array[] = []
  const part = new Float64Array(curves.length + 6)
  const rest = new Float64Array(8)
  part[0] = curves[0]
  part[1] = curves[1]
  let length = 2
  let next = 0
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < 8; i++) rest[i] = curves[k * 6 + i]
    let from = k
    for (; next < places.length && (places[next] < k + 1 || k === count - 1); next++) {
      cutCurve(rest, Math.min(1, (places[next] - from) / (k + 1 - from)), part, length)
      parts.push(part.slice(0, length + 6))
      part[0] = rest[0]
      part[1] = rest[1]
      length = 2
      from = Math.min(places[next], k + 1 - 1e-9)
    }
    for (let i = 0; i < 6; i++) part[length + i] = rest[2 + i]
    length += 6
  }
  parts.push(part.slice(0, length))
  return parts
}

/**
 * Cuts a curve (a start, two handles and an end) at `t`: what comes before, without its start, goes to `out` at `at`,
 * what comes after stays.
 */
function cutCurve(curve: Float64Array, t: number, out: Float64Array, at: number): void {
  for (let d = 0; d < 2; d++) {
    const a = curve[d] + (curve[2 + d] - curve[d]) * t
    const b = curve[2 + d] + (curve[4 + d] - curve[2 + d]) * t
    const c = curve[4 + d] + (curve[6 + d] - curve[4 + d]) * t
    const ab = a + (b - a) * t
    const bc = b + (c - b) * t
    const abc = ab + (bc - ab) * t
    out[at + d] = a
    out[at + 2 + d] = ab
    out[at + 4 + d] = abc
    curve[d] = abc
    curve[2 + d] = bc
    curve[4 + d] = c
  }
}

/**
 * Makes two curves of a chain one, where they are parts of one that was cut there; `joint` is where the later one's
 * handles begin.
 */
export function joinCut(chain: number[], joint: number): void {
  const start = joint - 8
  if (start < 0) return
  const [x, y] = [chain[joint - 2], chain[joint - 1]]
  const [bx, by] = [x - chain[joint - 4], y - chain[joint - 3]]
  const [ax, ay] = [chain[joint] - x, chain[joint + 1] - y]
  const before = Math.hypot(bx, by)
  const after = Math.hypot(ax, ay)
  const t = before / (before + after)
  if (!(t > 1e-3 && t < 1 - 1e-3) || Math.abs(bx * ay - by * ax) > sameCurve * (before + after)) return
  const whole = new Float64Array(8)
  for (let d = 0; d < 2; d++) {
    whole[d] = chain[start + d]
    whole[2 + d] = chain[start + d] + (chain[start + 2 + d] - chain[start + d]) / t
    whole[4 + d] = chain[joint + 4 + d] + (chain[joint + 2 + d] - chain[joint + 4 + d]) / (1 - t)
    whole[6 + d] = chain[joint + 4 + d]
  }
  const second = whole.slice()
  const first = new Float64Array(6)
  cutCurve(second, t, first, 0)
  for (let i = 0; i < 6; i++) {
    if (Math.abs(first[i] - chain[start + 2 + i]) > sameCurve) return
    if (Math.abs(second[2 + i] - chain[joint + i]) > sameCurve) return
  }
  for (let i = 2; i < 8; i++) chain[start + i] = whole[i]
  chain.splice(joint, 6)
}
