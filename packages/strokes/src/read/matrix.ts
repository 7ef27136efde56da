/** `x' = a·x + c·y + e`, `y' = b·x + d·y + f`, as in SVG. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ]
}

/** The matrix to 12 digits: enough for any sheet, and without the last bits that a way there and back leaves. */
export function rounded([a, b, c, d, e, f]: Matrix): Matrix {
  const round = (value: number) => Number(value.toPrecision(12))
  return [round(a), round(b), round(c), round(d), round(e), round(f)]
}

/** The factor by which areas' sides grow: the square root of the determinant. */
export function scaleOf([a, b, c, d]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c))
}

/** The largest factor by which any length grows: what a flatness in target units must be divided by. */
export function largestScale([a, b, c, d]: Matrix): number {
  return Math.sqrt(
    (a * a + b * b + c * c + d * d + Math.hypot(a * a + b * b - c * c - d * d, 2 * (a * c + b * d))) / 2,
  )
}

const functions: Record<string, (values: readonly number[]) => Matrix | null> = {
  matrix: (v) => (v.length === 6 ? [v[0], v[1], v[2], v[3], v[4], v[5]] : null),
  translate: ([x = 0, y = 0]) => [1, 0, 0, 1, x, y],
  scale: ([x = 1, y = x]) => [x, 0, 0, y, 0, 0],
  rotate: ([angle = 0, x = 0, y = 0]) => {
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
    return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]
  },
  skewX: ([angle = 0]) => [1, 0, Math.tan((angle * Math.PI) / 180), 1, 0, 0],
  skewY: ([angle = 0]) => [1, Math.tan((angle * Math.PI) / 180), 0, 1, 0, 0],
}

/** Reads a `transform` attribute (SVG 1.1, 7.6); what cannot be read is left out, as browsers leave out all of it. */
export function readTransform(text: string | undefined): Matrix {
  if (!text) return identity
  let matrix = identity
  for (const [, name, body] of text.matchAll(/([a-zA-Z]+)\s*\(([^)]*)\)/g)) {
    const values = Array.from(body.matchAll(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi), ([number]) =>
      Number(number),
    )
    const made = functions[name]?.(values)
    if (!made?.every(Number.isFinite)) return identity
    matrix = multiply(matrix, made)
  }
  return matrix
}
