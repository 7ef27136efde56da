/** A turn clockwise in coordinates whose y points down: (x, y) goes to (x cos − y sin, x sin + y cos). */
export type Turn = { readonly cos: number; readonly sin: number }

/** The turn by an angle in degrees; by right angles it is exact, so that what is turned keeps its numbers. */
export function turnBy(degrees: number): Turn {
  const quarters = (degrees / 90) % 4
  if (Number.isInteger(quarters)) {
    const turn = (quarters + 4) % 4
    return { cos: [1, 0, -1, 0][turn], sin: [0, 1, 0, -1][turn] }
  }
  const angle = (degrees * Math.PI) / 180
  return { cos: Math.cos(angle), sin: Math.sin(angle) }
}

/** Points x0, y0, x1, y1 … turned about the origin. */
export function turnPoints(points: ArrayLike<number>, { cos, sin }: Turn): Float64Array {
  const turned = new Float64Array(points.length)
  for (let i = 0; i < points.length; i += 2) {
    turned[i] = points[i] * cos - points[i + 1] * sin
    turned[i + 1] = points[i] * sin + points[i + 1] * cos
  }
  return turned
}
