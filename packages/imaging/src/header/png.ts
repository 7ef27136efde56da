import { type Header, nameAt, viewOf } from './header.ts'
import { readExifOrientation } from './tiff.ts'

/** Reads a PNG's IHDR, and `eXIf` where it stands before the pixels (PNG, third edition). One page: APNG's default image. */
export function readPngHeader(bytes: Uint8Array): Header {
  const view = viewOf(bytes)
  if (nameAt(view, 12) !== 'IHDR') throw new RangeError('the first chunk is not IHDR')
  let orientation = 1
  for (let at = 8; at + 12 <= bytes.length; ) {
    const name = nameAt(view, at + 4)
    if (name === 'IDAT' || name === 'IEND') break
    const length = view.getUint32(at)
    if (name === 'eXIf') orientation = readExifOrientation(bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return { width: view.getUint32(16), height: view.getUint32(20), orientation, pages: 1 }
}
