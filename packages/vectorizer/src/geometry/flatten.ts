/**
 * A chain of cubic Béziers (x0, y0, then two handles and an end per curve) as a polyline that lies within `tolerance` of
 * it: each curve in as many even steps as its bend needs (Wang's bound). A closed chain does not repeat its start.
 */
export function flattenCurves(curves: Float64Array, tolerance: number, closed = false): Float64Array {
  const out: number[] = [curves[0], curves[1]]
  for (let k = 2; k + 5 < curves.length; k += 6) {
    const x0 = curves[k - 2]
    const y0 = curves[k - 1]
    const [x1, y1, x2, y2, x3, y3] = curves.subarray(k, k + 6)
    const steps = stepsWithin(curves, (k - 2) / 6, tolerance)
    for (let step = 1; step < steps; step++) {
      const t = step / steps
      const s = 1 - t
      const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
      out.push(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
    }
    out.push(x3, y3)
  }
  const isRepeated =
    closed && out.length > 2 && out[0] === out[out.length - 2] && out[1] === out[out.length - 1]
  return Float64Array.from(isRepeated ? out.slice(0, -2) : out)
}

/** In how many even steps of its parameter the chords of curve number `piece` of a chain keep within a tolerance of it. */
export function stepsWithin(curves: ArrayLike<number>, piece: number, tolerance: number): number {
  const k = piece * 6
  const bend = (d: number) =>
    Math.max(
      Math.abs(curves[k + d] - 2 * curves[k + 2 + d] + curves[k + 4 + d]),
      Math.abs(curves[k + 2 + d] - 2 * curves[k + 4 + d] + curves[k + 6 + d]),
    )
  const [x, y] = [bend(0), bend(1)]
  const most = Math.sqrt(x * x + y * y)
  return Math.min(200, Math.max(1, Math.ceil(Math.sqrt((0.75 * most) / tolerance))))
}
