import { encodingOf, type PixelEncoding } from './color/encoding.ts'
import { readPngColor } from './color/png-color.ts'
import type { ImageInfo } from './examine.ts'
import { nameAt, viewOf } from './header/header.ts'
import { readHeifColor } from './header/heif.ts'
import { hasJpegEnd } from './header/jpeg.ts'
import { pngChunks } from './header/png.ts'

/** A file as any decoder is to be given it, so that all of them give the same pixels, and what is left to do to those. */
export type PreparedImage = {
  readonly bytes: Uint8Array
  /** What the decoder's samples mean; null where it gives sRGB by itself. */
  readonly encoding: PixelEncoding | null
  /** EXIF's turn that the decoder knows nothing of any more; 1 where it does it, or there is none. */
  readonly orientation: number
  /** The file lacked its end mark: whether it was whole shows only when it is decoded. */
  readonly wasOpen: boolean
}

/**
 * Takes out of a file what decoders disagree about: color that is told by other means than a profile, turns that some do
 * and some do not, an end mark that is missing. See docs/photos.md.
 */
export function prepareImage(bytes: Uint8Array, { type, orientation }: ImageInfo): PreparedImage {
  if (type === 'png') return preparePng(bytes, orientation)
  if (type === 'webp') return { ...asIs(withoutWebpExif(bytes)), orientation }
  if (type === 'avif') return prepareAvif(bytes)
  if (type === 'jpeg' && !hasJpegEnd(bytes)) {
    const mended = new Uint8Array(bytes.length + 2)
    mended.set(bytes)
    mended.set([0xff, 0xd9], bytes.length)
    return { ...asIs(mended), wasOpen: true }
  }
  return asIs(bytes)
}

function asIs(bytes: Uint8Array): PreparedImage {
  return { bytes, encoding: null, orientation: 1, wasOpen: false }
}

/** Chunks that a PNG is decoded without. Text is read by nobody here, and some of it is made to be slow to read. */
const leftOut = new Set(['cICP', 'sRGB', 'gAMA', 'cHRM', 'mDCV', 'cLLI', 'eXIf', 'tEXt', 'zTXt', 'iTXt'])

function preparePng(bytes: Uint8Array, orientation: number): PreparedImage {
  const { encoding, hasProfile } = readPngColor(bytes)
  const isKept = (name: string) => !leftOut.has(name) && (name !== 'iCCP' || hasProfile)
  const cuts = [...pngChunks(bytes)].filter(({ name }) => !isKept(name))
  return { bytes: cutOut(bytes, cuts), encoding, orientation, wasOpen: false }
}

function cutOut(bytes: Uint8Array, cuts: readonly { start: number; length: number }[]): Uint8Array {
  if (cuts.length === 0) return bytes
  const out = new Uint8Array(bytes.length)
  let from = 0
  let to = 0
  for (const { start, length } of cuts) {
    out.set(bytes.subarray(from, start), to)
    to += start - from
    from = Math.min(bytes.length, start + length + 12)
  }
  out.set(bytes.subarray(from), to)
  return out.subarray(0, to + bytes.length - from)
}

/** Its EXIF chunk with another name: some browsers turn by it, and some do not. */
function withoutWebpExif(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes)
  const out = bytes.slice()
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true)
    if (nameAt(view, at) === 'EXIF') out.set([0x78, 0x78, 0x78, 0x78], at)
    at += 8 + length + (length & 1)
  }
  return out
}

/** `nclx` that says BT.709's primaries and sRGB's curve: what decoders then give are the samples as they are. */
const saysSrgb = [0, 1, 0, 13]

function prepareAvif(bytes: Uint8Array): PreparedImage {
  const { profile, nclx, nclxAt } = readHeifColor(bytes)
  const encoding = profile === null && nclx !== null ? encodingOf(nclx) : null
  if (encoding === null) return asIs(bytes)
  const out = bytes.slice()
  for (const at of nclxAt) if (at + 4 <= out.length) out.set(saysSrgb, at)
  return { ...asIs(out), encoding }
}
