/** CIE x and y of red, green, blue and white, in this order. */
export type Chromaticities = readonly [number, number, number, number, number, number, number, number]

/** Three rows of three, row by row. */
export type Matrix = readonly number[]

const d65 = [0.3127, 0.329] as const
export const srgbPrimaries: Chromaticities = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, ...d65]
const bt2020: Chromaticities = [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, ...d65]
const smpte170: Chromaticities = [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, ...d65]

/** By H.273's code points; those not named here are taken for BT.709's, which are sRGB's. */
const byCode: Readonly<Record<number, Chromaticities>> = {
  4: [0.67, 0.33, 0.21, 0.71, 0.14, 0.08, 0.31, 0.316],
  5: [0.64, 0.33, 0.29, 0.6, 0.15, 0.06, ...d65],
  6: smpte170,
  7: smpte170,
  9: bt2020,
  11: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351],
  12: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, ...d65],
  22: [0.63, 0.34, 0.295, 0.605, 0.155, 0.077, ...d65],
}

export function primariesOf(code: number): Chromaticities {
  return byCode[code] ?? srgbPrimaries
}

/** Linear RGB of these primaries to linear sRGB; white goes to white (Bradford). Null where they span no colors. */
export function toLinearSrgb(primaries: Chromaticities): Matrix | null {
  const from = toXyz(primaries)
  const back = invert(toXyz(srgbPrimaries) ?? [])
  if (from === null || back === null) return null
  const matrix = multiply(back, multiply(adaptation(whiteOf(primaries), whiteOf(srgbPrimaries)), from))
  return matrix.every(Number.isFinite) ? matrix : null
}

function toXyz(primaries: Chromaticities): Matrix | null {
  const [rx, ry, gx, gy, bx, by] = primaries
  const columns = [rx, gx, bx, ry, gy, by, 1 - rx - ry, 1 - gx - gy, 1 - bx - by]
  const inverse = invert(columns)
  if (inverse === null) return null
  const shares = apply(inverse, whiteOf(primaries))
  return columns.map((value, i) => value * shares[i % 3])
}

function whiteOf(primaries: Chromaticities): readonly [number, number, number] {
  const [x, y] = primaries.slice(6)
  return [x / y, 1, (1 - x - y) / y]
}

const bradford: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296]

function adaptation(from: readonly number[], to: readonly number[]): Matrix {
  const cones = apply(bradford, from)
  const wanted = apply(bradford, to)
  const gains = [wanted[0] / cones[0], 0, 0, 0, wanted[1] / cones[1], 0, 0, 0, wanted[2] / cones[2]]
  return multiply(invert(bradford) ?? [], multiply(gains, bradford))
}

function apply(matrix: Matrix, [x, y, z]: readonly number[]): [number, number, number] {
  const row = (i: number) => matrix[3 * i] * x + matrix[3 * i + 1] * y + matrix[3 * i + 2] * z
  return [row(0), row(1), row(2)]
}

function multiply(left: Matrix, right: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, i) => {
    const row = 3 * Math.floor(i / 3)
    return left[row] * right[i % 3] + left[row + 1] * right[3 + (i % 3)] + left[row + 2] * right[6 + (i % 3)]
  })
}

function invert(m: Matrix): Matrix | null {
  const [a, b, c, d, e, f, g, h, i] = m
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  if (!(Math.abs(determinant) > 1e-9)) return null
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ]
  return adjugate.map((value) => value / determinant)
}
