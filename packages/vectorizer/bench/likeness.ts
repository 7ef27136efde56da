import type { Plane, Raster } from '@plotline/strokes'
import { createPlane } from '@plotline/strokes/tone/plane'
import { gaussian } from '../src/raster/gaussian.ts'

/** Structural similarity of two pictures' luma, 1 for the same (Wang, Bovik, Sheikh & Simoncelli 2004, sigma 1.5). */
export async function similarity(first: Raster, second: Raster): Promise<number> {
  const a = lumaOf(first)
  const b = lumaOf(second)
  const blurred = (x: Plane, y: Plane) =>
    gaussian({ ...x, data: x.data.map((value, i) => value * y.data[i]) }, 1.5)
  const one = { ...a, data: new Float32Array(a.data.length).fill(1) }
  const [ma, mb] = [(await blurred(a, one)).data, (await blurred(b, one)).data]
  const [aa, bb, ab] = [await blurred(a, a), await blurred(b, b), await blurred(a, b)]
  const [c1, c2] = [0.01 ** 2, 0.03 ** 2]
  let sum = 0
  for (let i = 0; i < ma.length; i++) {
    const spread = aa.data[i] - ma[i] * ma[i] + bb.data[i] - mb[i] * mb[i]
    const shared = ab.data[i] - ma[i] * mb[i]
    const mean = (2 * ma[i] * mb[i] + c1) / (ma[i] * ma[i] + mb[i] * mb[i] + c1)
    sum += (mean * (2 * shared + c2)) / (spread + c2)
  }
  return sum / ma.length
}

function lumaOf({ width, height, data }: Raster): Plane {
  const plane = createPlane(width, height)
  for (let i = 0; i < plane.data.length; i++)
    plane.data[i] = (0.299 * data[i * 4] + 0.587 * data[i * 4 + 1] + 0.114 * data[i * 4 + 2]) / 255
  return plane
}

/** The mean CIEDE2000 difference of two pictures' pixels (Sharma, Wu & Dalal 2005). */
export function colorDifference(first: Raster, second: Raster): number {
  const count = first.width * first.height
  const known = new Map<number, number>()
  let sum = 0
  for (let i = 0; i < count; i++) {
    const [a, b] = [codeAt(first, i), codeAt(second, i)]
    if (a === b) continue
    const key = a * 2 ** 24 + b
    let difference = known.get(key)
    if (difference === undefined) {
      difference = ciede2000(labOf(a), labOf(b))
      known.set(key, difference)
    }
    sum += difference
  }
  return sum / count
}

const codeAt = ({ data }: Raster, i: number) => data[i * 4] * 65536 + data[i * 4 + 1] * 256 + data[i * 4 + 2]

/** CIE L*a*b* under D65 of an sRGB code. */
function labOf(code: number): [number, number, number] {
  const [r, g, b] = [code >> 16, (code >> 8) & 255, code & 255].map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const root = (value: number) =>
    value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116
  const x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = root(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = root((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

export function ciede2000(
  [l1, a1, b1]: readonly [number, number, number],
  [l2, a2, b2]: readonly [number, number, number],
): number {
  const turn = 2 * Math.PI
  const meanChroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7
  const g = 0.5 * (1 - Math.sqrt(meanChroma7 / (meanChroma7 + 25 ** 7)))
  const [p1, p2] = [a1 * (1 + g), a2 * (1 + g)]
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)]
  const hue = (a: number, b: number) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) + turn) % turn)
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)]
  let dh = 0
  let h = h1 + h2
  if (c1 * c2 !== 0) {
    dh = h2 - h1
    if (dh > Math.PI) dh -= turn
    else if (dh < -Math.PI) dh += turn
    h = Math.abs(h1 - h2) <= Math.PI ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < turn ? turn : -turn)) / 2
  }
  const dL = l2 - l1
  const dC = c2 - c1
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(dh / 2)
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2]
  const deg = Math.PI / 180
  const t =
    1 -
    0.17 * Math.cos(h - 30 * deg) +
    0.24 * Math.cos(2 * h) +
    0.32 * Math.cos(3 * h + 6 * deg) -
    0.2 * Math.cos(4 * h - 63 * deg)
  const sL = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2)
  const sC = 1 + 0.045 * c
  const sH = 1 + 0.015 * c * t
  const around = 30 * Math.exp(-(((h / deg - 275) / 25) ** 2)) * deg
  const rT = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * Math.sin(2 * around)
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + rT * (dC / sC) * (dH / sH))
}
