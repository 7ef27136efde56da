import { linearOfCode } from '@plotline/strokes/tone/luminance'

/** A color in OKLab: lightness 0 … 1, then green–red and blue–yellow, both about -.4 … .4. */
export type Lab = readonly [lightness: number, a: number, b: number]

/**
 * Writes the OKLab color of an sRGB one (codes 0 … 255, fractions allowed) to `out[at … at + 2]`.
 * Equal distances look about equal (Ottosson 2020).
 */
export function writeOklab(red: number, green: number, blue: number, out: Float32Array, at: number): void {
  const r = linearOf(red)
  const g = linearOf(green)
  const b = linearOf(blue)
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  out[at] = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short
  out[at + 1] = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short
  out[at + 2] = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short
}

/** The OKLab color of an sRGB one, codes 0 … 255. */
export function oklabOfRgb(red: number, green: number, blue: number): Lab {
  const out = new Float32Array(3)
  writeOklab(red, green, blue, out, 0)
  return [out[0], out[1], out[2]]
}

/** The sRGB color of an OKLab one, whole codes 0 … 255; what a screen cannot show is cut to what it can. */
export function rgbOfOklab(lightness: number, a: number, b: number): [number, number, number] {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    codeOf(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    codeOf(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    codeOf(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ]
}

/** `#rrggbb` in OKLab. */
export function oklabOfHex(color: string): Lab {
  return oklabOfRgb(...rgbOfHex(color))
}

/** The codes of `#rrggbb`, 0 … 255 each. */
export function rgbOfHex(color: string): [number, number, number] {
  const code = Number.parseInt(color.slice(1), 16)
  return [code >> 16, (code >> 8) & 255, code & 255]
}

/** An OKLab color as `#rrggbb`. */
export function hexOfOklab(lightness: number, a: number, b: number): string {
  const [red, green, blue] = rgbOfOklab(lightness, a, b)
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`
}

/** The distance of two OKLab colors; .02 is about what an eye just sees. */
export function oklabDistance(p: Lab, q: Lab): number {
  return Math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2)
}

function linearOf(code: number): number {
  const low = Math.min(Math.max(Math.floor(code), 0), 255)
  const high = Math.min(low + 1, 255)
  return linearOfCode[low] + (linearOfCode[high] - linearOfCode[low]) * Math.min(Math.max(code - low, 0), 1)
}

function codeOf(linear: number): number {
  const share = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
  return Math.round(Math.min(Math.max(share, 0), 1) * 255)
}
