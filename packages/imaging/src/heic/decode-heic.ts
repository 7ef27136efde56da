import {
  type Cicp,
  convertToSrgb,
  encodingOf,
  isUntaggedPq,
  type PixelEncoding,
  pqOfBt2020,
  readHeifColor,
  unspecified,
} from '@plotline/vectorizer/image'
import { type Libheif, withHeicPlanes } from './libheif.ts'
import { type HeicPixels, shrinkPlanes } from './shrink-planes.ts'

export type DecodedHeic = {
  readonly width: number
  readonly height: number
  /** RGBA of 8 bits: sRGB, or the numbers that `profile` explains. */
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly profile: Uint8Array | null
}

/**
 * Decodes a HEIC upright, its longest side at least `maxPx` and less than twice that, or as it is where it is smaller. The
 * same in the worker's decoder and in the browser. Null where it is broken.
 */
export function decodeHeic(libheif: Libheif, bytes: Uint8Array, maxPx: number): DecodedHeic | null {
  const { profile, nclx, stream } = readHeifColor(bytes)
  const cicp = nclx ?? stream
  const pixels = withHeicPlanes(libheif, bytes, (planes) => shrinkPlanes(planes, maxPx, cicp))
  if (pixels === null) return null
  const { width, height } = pixels
  const encoding = profile === null ? encodingBy(cicp, pixels) : null
  return { width, height, data: encoding ? convertToSrgb(pixels.data, encoding) : eightBits(pixels), profile }
}

/** Range and matrix have been dealt with; what is left is what the RGB means. */
function encodingBy(cicp: Cicp | null, { data }: HeicPixels): PixelEncoding | null {
  const isUntold = cicp === null || (cicp.transfer === unspecified && cicp.primaries === unspecified)
  if (!isUntold) return encodingOf(cicp)
  return isUntaggedPq(data) ? pqOfBt2020 : null
}

function eightBits({ data }: HeicPixels): Uint8ClampedArray<ArrayBuffer> {
  if (data instanceof Uint8ClampedArray) return data as Uint8ClampedArray<ArrayBuffer>
  const scale = data instanceof Uint16Array ? 255 / 65_535 : 1
  return Uint8ClampedArray.from(data, (value) => value * scale)
}
