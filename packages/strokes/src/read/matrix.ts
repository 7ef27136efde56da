import { readLength } from './svg/units.ts'

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

type Maker = (values: readonly number[]) => Matrix | null

const turned = (angle = 0, x = 0, y = 0): Matrix => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]
}
const skewed = (x = 0, y = 0): Matrix => [1, Math.tan(y), Math.tan(x), 1, 0, 0]

/** By function: how many values it takes, what kinds of them in turn, and its matrix. */
const functions: Readonly<Record<string, { least: number; kinds: string; make: Maker }>> = {
  matrix: { least: 6, kinds: 'nnnnnn', make: ([a, b, c, d, e, f]) => [a, b, c, d, e, f] },
  translate: { least: 1, kinds: 'xy', make: ([x, y = 0]) => [1, 0, 0, 1, x, y] },
  translatex: { least: 1, kinds: 'x', make: ([x]) => [1, 0, 0, 1, x, 0] },
  translatey: { least: 1, kinds: 'y', make: ([y]) => [1, 0, 0, 1, 0, y] },
  translate3d: { least: 3, kinds: 'xyx', make: ([x, y]) => [1, 0, 0, 1, x, y] },
  scale: { least: 1, kinds: 'ss', make: ([x, y = x]) => [x, 0, 0, y, 0, 0] },
  scalex: { least: 1, kinds: 's', make: ([x]) => [x, 0, 0, 1, 0, 0] },
  scaley: { least: 1, kinds: 's', make: ([y]) => [1, 0, 0, y, 0, 0] },
  scale3d: { least: 3, kinds: 'sss', make: ([x, y]) => [x, 0, 0, y, 0, 0] },
  rotate: { least: 1, kinds: 'axy', make: ([angle, x, y]) => turned(angle, x, y) },
  rotatez: { least: 1, kinds: 'a', make: ([angle]) => turned(angle) },
  skew: { least: 1, kinds: 'aa', make: ([x, y]) => skewed(x, y) },
  skewx: { least: 1, kinds: 'a', make: ([x]) => skewed(x) },
  skewy: { least: 1, kinds: 'a', make: ([y]) => skewed(0, y) },
}
const functionPattern = /[\s,]*([a-zA-Z0-9]+)\s*\(([^()]*)\)/y
const valuePattern = /([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z%]*)/gi
const turns: ReadonlyMap<string, number> = new Map([
  ['', Math.PI / 180],
  ['deg', Math.PI / 180],
  ['rad', 1],
  ['grad', Math.PI / 200],
  ['turn', 2 * Math.PI],
])

/** What lengths in a transform refer to: percentages to a box, `em` to the size of the font. */
export type TransformBox = { readonly width: number; readonly height: number; readonly fontSize?: number }

/**
 * Reads a `transform`, of an attribute (SVG 1.1, 7.6) or of CSS (CSS Transforms 1). `null` for what cannot be read, all of
 * which browsers leave out, and for what leaves the plane.
 */
export function readTransform(text: string, box: TransformBox): Matrix | null {
  const end = text.trimEnd().length
  if (text.trim().toLowerCase() === 'none') return identity
  let matrix = identity
  let at = 0
  while (at < end) {
    functionPattern.lastIndex = at
    const match = functionPattern.exec(text)
    const known = match && functionOf(match[1].toLowerCase())
    const values = known && valuesOf(match[2], known.kinds, box)
    if (!known || !values || values.length < known.least) return null
    const made = known.make(values)
    if (!made?.every(Number.isFinite)) return null
    matrix = multiply(matrix, made)
    at = functionPattern.lastIndex
  }
  return matrix
}

function functionOf(name: string) {
  return Object.hasOwn(functions, name) ? functions[name] : null
}

/** Each value by its kind: `n` a number, `s` a scale, `a` an angle, `x` and `y` lengths. */
function valuesOf(text: string, kinds: string, box: TransformBox): number[] | null {
  const values: number[] = []
  for (const [whole, number, unit] of text.matchAll(valuePattern)) {
    const kind = kinds[values.length]
    if (kind === undefined) return null
    const value = measured(kind, { whole, number: Number(number), unit: unit.toLowerCase() }, box)
    if (value === null || value === undefined || !Number.isFinite(value)) return null
    values.push(value)
  }
  return /[^\s,]/.test(text.replace(valuePattern, '')) ? null : values
}

function measured(
  kind: string,
  { whole, number, unit }: { whole: string; number: number; unit: string },
  { width, height, fontSize }: TransformBox,
): number | null {
  if (kind === 'a') return number * (turns.get(unit) ?? Number.NaN)
  if (kind === 'x' || kind === 'y') return readLength(whole, kind === 'x' ? width : height, fontSize)
  if (kind === 's' && unit === '%') return number / 100
  return unit === '' ? number : null
}
