import { type Cicp, hlg, pq, unspecified } from './cicp.ts'
import { type Curve, curveOf, fromSrgb, powerCurve } from './curves.ts'
import { type Chromaticities, primariesOf, srgbPrimaries } from './primaries.ts'

/** How RGB samples that no decoder has brought to sRGB mean color. */
export type PixelEncoding = {
  readonly primaries: Chromaticities
  readonly transfer: Curve | 'pq' | 'hlg'
}

/** The encoding of H.273's code points; null where it is sRGB's, and nothing is to be done. */
export function encodingOf({
  primaries,
  transfer,
}: Pick<Cicp, 'primaries' | 'transfer'>): PixelEncoding | null {
  const encoding: PixelEncoding = {
    primaries: primariesOf(primaries),
    transfer: transfer === pq ? 'pq' : transfer === hlg ? 'hlg' : curveOf(transfer),
  }
  const isSrgb = encoding.primaries === srgbPrimaries && encoding.transfer === fromSrgb
  return isSrgb || (primaries === unspecified && transfer === unspecified) ? null : encoding
}

/** A gamma this near to 1 / 2.2 is what writers of sRGB put into PNG's `gAMA`. */
const srgbGamma = 0.45455
const nearGamma = 0.0005

/**
 * The encoding of PNG's `gAMA` (the exponent that made the samples) and `cHRM`; null where it is sRGB's. As in browsers,
 * `cHRM` counts beside a `gAMA` only, and a `gAMA` of 1 / 2.2 means sRGB's curve.
 */
export function encodingOfGamma(gamma: number, chromaticities: Chromaticities | null): PixelEncoding | null {
  const isSrgb = Math.abs(gamma - srgbGamma) < nearGamma
  if (isSrgb && chromaticities === null) return null
  const transfer = isSrgb ? fromSrgb : powerCurve(1 / gamma)
  return { primaries: chromaticities ?? srgbPrimaries, transfer }
}
