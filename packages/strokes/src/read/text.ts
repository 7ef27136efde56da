import { Gunzip } from 'fflate'
import { DrawingError } from '../geometry/drawing-error.ts'
import { limits } from './limits.ts'

/** Unpacked in steps of this many bytes, each of which may grow a thousandfold. */
const step = 16 * 1024
const declaration = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/

/**
 * The text of an SVG or JSON file: gzip is unpacked, the encoding is that of the byte order mark, of the XML declaration,
 * or UTF-8. `null` for bytes that are none. Throws `too_large` where it unpacks to more than 256 MB, and `bad_drawing`
 * where it can't be unpacked.
 */
export function readText(bytes: Uint8Array): string | null {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes) : bytes
  try {
    return new TextDecoder(encodingOf(plain), { fatal: true }).decode(plain)
  } catch {
    return null
  }
}

function unpack(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let size = 0
  const gunzip = new Gunzip((part) => {
    size += part.length
    if (size > limits.bytes) {
      const most = limits.bytes / 1024 ** 2
      throw new DrawingError('too_large', `The file unpacks to more than ${most} MB.`)
    }
    parts.push(part)
  })
  try {
    for (let at = 0; at < bytes.length; at += step) {
      gunzip.push(bytes.subarray(at, at + step), at + step >= bytes.length)
    }
  } catch (error) {
    if (error instanceof DrawingError) throw error
    throw new DrawingError('bad_drawing', 'The file is packed with gzip, and broken.')
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xef && second === 0xbb) return 'utf-8'
  // Without a mark, the first < tells.
  if (first === 0x3c && second === 0) return 'utf-16le'
  if (first === 0 && second === 0x3c) return 'utf-16be'
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = start.match(declaration)?.[1].toLowerCase() ?? 'utf-8'
  // What is declared as UTF-16 and begins like ASCII is no UTF-16.
  return declared.startsWith('utf-16') ? 'utf-8' : declared
}
