import { type Header, nameAt, viewOf } from './header.ts'
import { readExifOrientation } from './tiff.ts'

/** One chunk: where it begins, and where its body does. */
export type PngChunk = {
  readonly name: string
  readonly start: number
  readonly body: number
  readonly length: number
}

/**
 * Reads a PNG's IHDR, and `eXIf` wherever it stands: writers put it behind the pixels too (PNG, third edition, 11.3.4.5).
 * One page: APNG's default image.
 */
export function readPngHeader(bytes: Uint8Array): Header {
  const view = viewOf(bytes)
  if (nameAt(view, 12) !== 'IHDR') throw new RangeError('the first chunk is not IHDR')
  let orientation = 1
  for (const { name, body, length } of pngChunks(bytes)) {
    if (name === 'eXIf') orientation = readExifOrientation(bytes.subarray(body, body + length))
  }
  const size = { width: view.getUint32(16), height: view.getUint32(20) }
  return { ...size, orientation, pages: 1, bits: view.getUint8(24) }
}

/** The chunks of a PNG up to its end; one that is cut short is the last. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = viewOf(bytes)
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const name = nameAt(view, at + 4)
    yield { name, start: at, body: at + 8, length }
    if (name === 'IEND') return
    at += length + 12
  }
}
