/**
 * A chain of cubic Béziers (x0, y0, then two handles and an end per curve) as a polyline that lies within `tolerance` of
 * it: each curve in as many even steps as its bend needs (Wang's bound). A closed chain does not repeat its start.
 */
export function flattenCurves(curves: Float64Array, tolerance: number, closed = false): Float64Array {
  let sides = 0
  for (let k = 2; k + 5 < curves.length; k += 6) sides += stepsWithin(curves, (k - 2) / 6, tolerance)
  const out = new Float64Array((sides + 1) * 2)
  out[0] = curves[0]
  out[1] = curves[1]
  let at = 2
  for (let k = 2; k + 5 < curves.length; k += 6) {
    const steps = stepsWithin(curves, (k - 2) / 6, tolerance)
    for (let step = 1; step < steps; step++) {
      const t = step / steps
      const s = 1 - t
      const a = s * s * s
      const b = 3 * s * s * t
      const c = 3 * s * t * t
      const d = t * t * t
      out[at++] = a * curves[k - 2] + b * curves[k] + c * curves[k + 2] + d * curves[k + 4]
      out[at++] = a * curves[k - 1] + b * curves[k + 1] + c * curves[k + 3] + d * curves[k + 5]
    }
    out[at++] = curves[k + 4]
    out[at++] = curves[k + 5]
  }
  const isRepeated = closed && at > 2 && out[0] === out[at - 2] && out[1] === out[at - 1]
  return isRepeated ? out.slice(0, -2) : out
}

/** In how many even steps of its parameter the chords of curve number `piece` of a chain keep within a tolerance of it. */
export function stepsWithin(curves: ArrayLike<number>, piece: number, tolerance: number): number {
  const k = piece * 6
  const bendX = Math.max(
    Math.abs(curves[k] - 2 * curves[k + 2] + curves[k + 4]),
    Math.abs(curves[k + 2] - 2 * curves[k + 4] + curves[k + 6]),
  )
  const bendY = Math.max(
    Math.abs(curves[k + 1] - 2 * curves[k + 3] + curves[k + 5]),
    Math.abs(curves[k + 3] - 2 * curves[k + 5] + curves[k + 7]),
  )
  const bend = Math.sqrt(bendX * bendX + bendY * bendY)
  return Math.min(200, Math.max(1, Math.ceil(Math.sqrt((0.75 * bend) / tolerance))))
}
