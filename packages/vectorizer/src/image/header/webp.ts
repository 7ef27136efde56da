import { type Header, nameAt, viewOf } from './header.ts'
import { readExifOrientation } from './tiff.ts'

/** Reads a WebP's size from VP8X, VP8L or VP8 (RFC 9649), its EXIF orientation and its number of frames. */
export function readWebpHeader(bytes: Uint8Array): Header {
  const view = viewOf(bytes)
  let size: { width: number; height: number } | null = null
  let orientation = 1
  let frames = 0
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = nameAt(view, at)
    const length = view.getUint32(at + 4, true)
    if (size === null) size = sizeIn(view, name, at + 8)
    if (name === 'ANMF') frames++
    if (name === 'EXIF') orientation = readExifOrientation(exifBody(bytes.subarray(at + 8, at + 8 + length)))
    at += 8 + length + (length & 1)
  }
  if (size === null) throw new RangeError('no frame in it')
  return { ...size, orientation, pages: Math.max(1, frames) }
}

function sizeIn(view: DataView, name: string, at: number): { width: number; height: number } | null {
  if (name === 'VP8X') return { width: 1 + uint24(view, at + 4), height: 1 + uint24(view, at + 7) }
  if (name === 'VP8 ') {
    return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff }
  }
  if (name === 'VP8L') {
    const bits = view.getUint32(at + 1, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  return null
}

/** Some writers put JPEG's `Exif\0\0` before the TIFF. */
function exifBody(chunk: Uint8Array): Uint8Array {
  return chunk[0] === 0x45 && chunk[1] === 0x78 ? chunk.subarray(6) : chunk
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
