import { fromHlg, fromPq, toSrgb } from './curves.ts'
import type { PixelEncoding } from './encoding.ts'
import { type Matrix, toLinearSrgb } from './primaries.ts'
import { peakOf, referenceWhite, rollOff } from './tone-map.ts'

/** RGBA samples of 8 or 16 bits, in their own encoding, alpha not multiplied in. */
export type Samples = Uint8Array | Uint8ClampedArray | Uint16Array

const steps = 65_536
/** sRGB, 8 bits, of linear light in steps of 1 / 65535. */
let srgbOfLinear: Uint8Array | null = null

function srgbTable(): Uint8Array {
  srgbOfLinear ??= Uint8Array.from({ length: steps }, (_, i) => Math.round(255 * toSrgb(i / (steps - 1))))
  return srgbOfLinear
}

/**
 * RGBA samples brought to sRGB of 8 bits by their encoding: to light by its curve, to sRGB's primaries by a matrix, what
 * they cannot show clipped; HDR rolled off to paper white first. Alpha stays. Primaries that span no colors are sRGB's.
 */
export function convertToSrgb(
  samples: Samples,
  { primaries, transfer }: PixelEncoding,
): Uint8ClampedArray<ArrayBuffer> {
  const white = samples instanceof Uint16Array ? 65_535 : 255
  const matrix = toLinearSrgb(primaries) ?? [1, 0, 0, 0, 1, 0, 0, 0, 1]
  const light = typeof transfer === 'function' ? null : hdrLight(samples, white, transfer, matrix)
  const linear = Float32Array.from({ length: white + 1 }, (_, i) =>
    typeof transfer === 'function' ? transfer(i / white) : 0,
  )
  const table = srgbTable()
  const encoded = (value: number) =>
    table[value <= 0 ? 0 : value >= 1 ? steps - 1 : Math.round(value * (steps - 1))]
  const [a, b, c, d, e, f, g, h, i] = matrix
  const out = new Uint8ClampedArray(samples.length)
  for (let at = 0, pixel = 0; at < samples.length; at += 4, pixel += 3) {
    if (light) {
      out[at] = encoded(light[pixel])
      out[at + 1] = encoded(light[pixel + 1])
      out[at + 2] = encoded(light[pixel + 2])
    } else {
      const red = linear[samples[at]]
      const green = linear[samples[at + 1]]
      const blue = linear[samples[at + 2]]
      out[at] = encoded(a * red + b * green + c * blue)
      out[at + 1] = encoded(d * red + e * green + f * blue)
      out[at + 2] = encoded(g * red + h * green + i * blue)
    }
    out[at + 3] = Math.round((255 * samples[at + 3]) / white)
  }
  return out
}

/** BT.2100's luminance, and how bright the screen is that HLG's light of the scene is shown on, with its gamma. */
const luminance = [0.2627, 0.678, 0.0593] as const
const hlgPeak = 1000
const hlgGamma = 1.2

/** Light of HDR samples in sRGB's primaries, 1 being reference white, rolled off to what paper shows. Three a pixel. */
function hdrLight(samples: Samples, white: number, transfer: 'pq' | 'hlg', matrix: Matrix): Float32Array {
  const isHlg = transfer === 'hlg'
  const decoded = Float32Array.from({ length: white + 1 }, (_, i) =>
    isHlg ? fromHlg(i / white) : fromPq(i / white) / referenceWhite,
  )
  const pixels = samples.length / 4
  const light = new Float32Array(3 * pixels)
  const largest = new Float32Array(pixels)
  const [a, b, c, d, e, f, g, h, i] = matrix
  for (let pixel = 0; pixel < pixels; pixel++) {
    let red = decoded[samples[4 * pixel]]
    let green = decoded[samples[4 * pixel + 1]]
    let blue = decoded[samples[4 * pixel + 2]]
    if (isHlg) {
      const y = luminance[0] * red + luminance[1] * green + luminance[2] * blue
      const gain = y > 0 ? (hlgPeak * y ** (hlgGamma - 1)) / referenceWhite : 0
      red *= gain
      green *= gain
      blue *= gain
    }
    const at = 3 * pixel
    light[at] = Math.max(0, a * red + b * green + c * blue)
    light[at + 1] = Math.max(0, d * red + e * green + f * blue)
    light[at + 2] = Math.max(0, g * red + h * green + i * blue)
    // What is clear has no light.
    largest[pixel] = samples[4 * pixel + 3] === 0 ? 0 : Math.max(light[at], light[at + 1], light[at + 2])
  }
  const bend = rollOff(peakOf(largest))
  for (let pixel = 0; pixel < pixels; pixel++) {
    const most = Math.max(light[3 * pixel], light[3 * pixel + 1], light[3 * pixel + 2])
    if (most <= 0) continue
    const scale = bend(most) / most
    for (let k = 3 * pixel; k < 3 * pixel + 3; k++) light[k] *= scale
  }
  return light
}
