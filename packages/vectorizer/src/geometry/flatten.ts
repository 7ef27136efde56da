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
    const bendX = Math.max(Math.abs(x0 - 2 * x1 + x2), Math.abs(x1 - 2 * x2 + x3))
    const bendY = Math.max(Math.abs(y0 - 2 * y1 + y2), Math.abs(y1 - 2 * y2 + y3))
    const bend = Math.sqrt(bendX * bendX + bendY * bendY)
    const steps = Math.min(200, Math.max(1, Math.ceil(Math.sqrt((0.75 * bend) / tolerance))))
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
