import { type Header, viewOf } from './header.ts'
import { readExifOrientation } from './tiff.ts'

/**
 * Walks a JPEG's segments up to its first frame header (ITU T.81 B.2.2), picking up EXIF on the way.
 * Junk between segments is skipped, as decoders do.
 */
export function readJpegHeader(bytes: Uint8Array): Header {
  const view = viewOf(bytes)
  let orientation = 1
  for (let at = 2; ; ) {
    while (view.getUint8(at) !== 0xff) at++
    while (view.getUint8(at) === 0xff) at++
    const marker = view.getUint8(at)
    at++
    if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) continue
    if (marker === 0xd9 || marker === 0xda) throw new RangeError('no frame header before the pixels')
    const length = view.getUint16(at)
    if (isFrame(marker)) {
      return { width: view.getUint16(at + 5), height: view.getUint16(at + 3), orientation, pages: 1 }
    }
    if (marker === 0xe1 && isExif(bytes, at + 2)) {
      orientation = readExifOrientation(bytes.subarray(at + 8, at + length))
    }
    at += length
  }
}

/** SOF0 … SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function isExif(bytes: Uint8Array, at: number): boolean {
  return String.fromCharCode(...bytes.subarray(at, at + 6)) === 'Exif\0\0'
}
