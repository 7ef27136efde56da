/** Newton's method comes this close from a start that is near. */
const newtonSteps = 4
/** Nearer to a node than this, in mm, a place is the node. */
const nodeMm = 1e-4

/** How many Béziers a chain has: x0, y0, then two handles and an end per curve. */
export function chainCount(chain: ArrayLike<number>): number {
  return (chain.length - 2) / 6
}

/** The point of curve number `piece` of a chain at `t`, 0 its start, 1 its end. */
export function pointOn(chain: ArrayLike<number>, piece: number, t: number): [number, number] {
  const k = piece * 6
  if (t === 0) return [chain[k], chain[k + 1]]
  if (t === 1) return [chain[k + 6], chain[k + 7]]
  const s = 1 - t
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
  return [
    a * chain[k] + b * chain[k + 2] + c * chain[k + 4] + d * chain[k + 6],
    a * chain[k + 1] + b * chain[k + 3] + c * chain[k + 5] + d * chain[k + 7],
  ]
}

/** How far curve number `piece` goes per `t` there, first and second derivative: x′, y′, x″, y″. */
export function slopesOn(
  chain: ArrayLike<number>,
  piece: number,
  t: number,
): [number, number, number, number] {
  const k = piece * 6
  const s = 1 - t
  const slope = (d: number) =>
    3 *
    (s * s * (chain[k + 2 + d] - chain[k + d]) +
      2 * s * t * (chain[k + 4 + d] - chain[k + 2 + d]) +
      t * t * (chain[k + 6 + d] - chain[k + 4 + d]))
  const bend = (d: number) =>
    6 *
    (s * (chain[k + 4 + d] - 2 * chain[k + 2 + d] + chain[k + d]) +
      t * (chain[k + 6 + d] - 2 * chain[k + 4 + d] + chain[k + 2 + d]))
  return [slope(0), slope(1), bend(0), bend(1)]
}

/** The part of curve number `piece` from one `t` to another as a curve of its own, by its slopes at both: eight numbers. */
export function partBetween(chain: ArrayLike<number>, piece: number, from: number, to: number): number[] {
  const k = piece * 6
  const curve = Array.from({ length: 8 }, (_, i) => chain[k + i])
  if (from === 0 && to === 1) return curve
  const [x0, y0] = pointOn(chain, piece, from)
  const [x3, y3] = pointOn(chain, piece, to)
  const third = (to - from) / 3
  const [dx0, dy0] = slopesOn(chain, piece, from)
  const [dx3, dy3] = slopesOn(chain, piece, to)
  return [x0, y0, x0 + dx0 * third, y0 + dy0 * third, x3 - dx3 * third, y3 - dy3 * third, x3, y3]
}

/** Whether a curve is a straight side: its handles at the thirds of the way, to within half a micrometre. */
export function isStraightPiece(chain: ArrayLike<number>, piece: number): boolean {
  for (let d = 0; d < 2; d++) {
    const k = piece * 6 + d
    const step = chain[k + 6] - chain[k]
    if (Math.abs(chain[k + 2] - chain[k] - step / 3) > 5e-4) return false
    if (Math.abs(chain[k + 4] - chain[k] - (2 * step) / 3) > 5e-4) return false
  }
  return true
}

/** The parameter of a curve's point nearest to (x, y), from a near start; the node where that is next to it. */
export function nearestOn(
  chain: ArrayLike<number>,
  piece: number,
  start: number,
  x: number,
  y: number,
): number {
  let t = start
  for (let step = 0; step < newtonSteps; step++) {
    const [px, py] = pointOn(chain, piece, t)
    const [dx, dy, ddx, ddy] = slopesOn(chain, piece, t)
    const slope = (px - x) * dx + (py - y) * dy
    const bend = dx * dx + dy * dy + (px - x) * ddx + (py - y) * ddy
    if (!(bend > 0)) break
    const before = t
    t = Math.min(1, Math.max(0, t - slope / bend))
    if (Math.abs(t - before) < 1e-9) break
  }
  for (const node of [0, 1]) {
    const k = (piece + node) * 6
    if (Math.abs(chain[k] - x) < nodeMm && Math.abs(chain[k + 1] - y) < nodeMm) return node
  }
  return t
}
