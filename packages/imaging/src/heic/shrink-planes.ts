import { type Cicp, type Samples, unspecified } from '@plotline/vectorizer/image'
import type { HeicPlane, HeicPlanes } from './libheif.ts'

export type HeicPixels = { readonly width: number; readonly height: number; readonly data: Samples }

/** Shares of red and blue in luma, by H.273's matrix coefficients; those not named here are taken for BT.601's. */
const lumaShares: Readonly<Record<number, readonly [number, number]>> = {
  1: [0.2126, 0.0722],
  4: [0.3, 0.11],
  7: [0.212, 0.087],
  9: [0.2627, 0.0593],
  10: [0.2627, 0.0593],
}
const bt601 = [0.299, 0.114] as const

/**
 * Brings the planes to RGBA, a whole number of pixels averaged to one each way, so that the longest side stays at least
 * `maxPx` where it was. 16 bits where the planes have more than 8. Where nothing is said of range and matrix they are full
 * and BT.601's, as libheif has it.
 */
export function shrinkPlanes(
  { isRgb, color, alpha }: HeicPlanes,
  maxPx: number,
  cicp: Pick<Cicp, 'matrix' | 'isFullRange'> | null,
): HeicPixels {
  const [first, second = first, third = first] = color
  const { width, height, bits } = first
  const factor = Math.max(1, Math.floor(Math.max(width, height) / maxPx))
  const wide = Math.max(1, Math.floor(width / factor))
  const high = Math.max(1, Math.floor(height / factor))
  const data = bits > 8 ? new Uint16Array(4 * wide * high) : new Uint8ClampedArray(4 * wide * high)
  const white = bits > 8 ? 65_535 : 255
  const rows = [first, second, third].map(() => new Float32Array(wide))
  const [a, b, c] = rows
  const opacity = new Float32Array(wide).fill(1)
  const toRgb = rgbFrom({ isRgb, isGrey: color.length === 1, bits, cicp })
  const rgb: [number, number, number] = [0, 0, 0]
  for (let y = 0; y < high; y++) {
    averageRow(first, first, factor, y, a)
    if (color.length > 1) {
      averageRow(second, first, factor, y, b)
      averageRow(third, first, factor, y, c)
    }
    if (alpha) averageRow(alpha, first, factor, y, opacity)
    for (let x = 0; x < wide; x++) {
      toRgb(a[x], b[x], c[x], rgb)
      const at = 4 * (y * wide + x)
      for (let i = 0; i < 3; i++) data[at + i] = held(white * rgb[i], white)
      data[at + 3] = alpha ? held((white * opacity[x]) / (2 ** alpha.bits - 1), white) : white
    }
  }
  return { width: wide, height: high, data }
}

/** One row of a plane, each value the average of the block of it that lies under `factor` × `factor` pixels of `luma`. */
function averageRow(plane: HeicPlane, luma: HeicPlane, factor: number, y: number, into: Float32Array): void {
  const { data, stride, width, height } = plane
  const across = width / luma.width
  const down = height / luma.height
  const top = Math.min(height - 1, Math.floor(y * factor * down))
  const bottom = Math.min(height, Math.max(top + 1, Math.floor((y + 1) * factor * down)))
  for (let x = 0; x < into.length; x++) {
    const left = Math.min(width - 1, Math.floor(x * factor * across))
    const right = Math.min(width, Math.max(left + 1, Math.floor((x + 1) * factor * across)))
    let sum = 0
    for (let row = top; row < bottom; row++) {
      const at = row * stride
      for (let column = left; column < right; column++) sum += data[at + column]
    }
    into[x] = sum / ((right - left) * (bottom - top))
  }
}

type ToRgb = (a: number, b: number, c: number, rgb: [number, number, number]) => void

/** From a picture's own three numbers to RGB, 0 … 1 (H.273, 8.3). */
function rgbFrom({
  isRgb,
  isGrey,
  bits,
  cicp,
}: {
  isRgb: boolean
  isGrey: boolean
  bits: number
  cicp: Pick<Cicp, 'matrix' | 'isFullRange'> | null
}): ToRgb {
  const most = 2 ** bits - 1
  const isFull = cicp?.isFullRange ?? true
  const unit = 2 ** (bits - 8)
  const [black, lumaRange, chromaRange] = isFull ? [0, most, most] : [16 * unit, 219 * unit, 224 * unit]
  const luma = (value: number) => (value - black) / lumaRange
  if (isRgb || isGrey) {
    return (a, b, c, rgb) => {
      rgb[0] = luma(a)
      rgb[1] = isGrey ? rgb[0] : luma(b)
      rgb[2] = isGrey ? rgb[0] : luma(c)
    }
  }
  if (cicp?.matrix === 0) {
    return (green, blue, red, rgb) => {
      rgb[0] = luma(red)
      rgb[1] = luma(green)
      rgb[2] = luma(blue)
    }
  }
  const [kr, kb] = lumaShares[cicp?.matrix ?? unspecified] ?? bt601
  const middle = 128 * unit
  return (y, cb, cr, rgb) => {
    const light = luma(y)
    const u = (cb - middle) / chromaRange
    const v = (cr - middle) / chromaRange
    rgb[0] = light + 2 * (1 - kr) * v
    rgb[2] = light + 2 * (1 - kb) * u
    rgb[1] = (light - kr * rgb[0] - kb * rgb[2]) / (1 - kr - kb)
  }
}

function held(value: number, white: number): number {
  return value <= 0 ? 0 : value >= white ? white : Math.round(value)
}
