import { type Header, viewOf } from './header.ts'
import { readExifOrientation } from './tiff.ts'

/** What a JPEG says before its pixels; `components` is 4 for CMYK. */
export type JpegHeader = Header & { readonly components: number; readonly hasProfile: boolean }

/**
 * Walks a JPEG's segments up to its first frame header (ITU T.81 B.2.2), picking up EXIF and whether there is a profile
 * on the way. Junk between segments is skipped, as decoders do.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = viewOf(bytes)
  let orientation = 1
  let hasProfile = false
  for (let at = 2; ; ) {
    while (view.getUint8(at) !== 0xff) at++
    while (view.getUint8(at) === 0xff) at++
    const marker = view.getUint8(at)
    at++
    if (isAlone(marker)) continue
    if (marker === 0xd9 || marker === 0xda) throw new RangeError('no frame header before the pixels')
    const length = view.getUint16(at)
    if (isFrame(marker)) {
      const size = { width: view.getUint16(at + 5), height: view.getUint16(at + 3) }
      return { ...size, orientation, pages: 1, components: view.getUint8(at + 7), hasProfile }
    }
    if (marker === 0xe1 && startsWith(bytes, at + 2, 'Exif\0\0')) {
      orientation = readExifOrientation(bytes.subarray(at + 8, at + length))
    }
    if (marker === 0xe2 && startsWith(bytes, at + 2, 'ICC_PROFILE\0')) hasProfile = true
    at += length
  }
}

/**
 * Whether a JPEG comes to its end marker. Cameras and cards lose it where the rest is whole; what is really cut short
 * lacks it too.
 */
export function hasJpegEnd(bytes: Uint8Array): boolean {
  // Most end in it, and what stands between may be broken in ways that decoders get over.
  let last = bytes.length - 1
  while (last > 0 && bytes[last] === 0) last--
  if (bytes[last] === 0xd9 && bytes[last - 1] === 0xff) return true
  for (let at = 2; at >= 0; ) {
    at = bytes.indexOf(0xff, at)
    if (at < 0) return false
    while (bytes[at] === 0xff) at++
    const marker = bytes[at]
    if (marker === undefined) return false
    at++
    if (marker === 0xd9) return true
    if (isAlone(marker)) continue
    // Pixels follow a scan's header; within them 0xff stands before 0 and restart marks only, which are alone.
    if (at + 2 > bytes.length) return false
    at += (bytes[at] << 8) | bytes[at + 1]
  }
  return false
}

/** Marks without a segment: a stuffed zero, TEM, restarts, the start. */
function isAlone(marker: number): boolean {
  return marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8)
}

/** SOF0 … SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return String.fromCharCode(...bytes.subarray(at, at + text.length)) === text
}
