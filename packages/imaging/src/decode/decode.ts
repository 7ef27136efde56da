import type { Raster } from '@plotline/vectorizer'
import { inspectImage, maxPixels } from '../inspect.ts'
import type { DecodeLimits } from './request.ts'
import { runDecoder } from './run-child.ts'

/** What one picture may cost: 10 s of processor time, 900 MB of resident memory. */
const defaultLimits: DecodeLimits = { cpuMs: 10_000, residentBytes: 900_000_000 }

export type DecodeOptions = {
  /** Longest side of the result in px; smaller pictures stay as they are. */
  readonly maxPx: number
  readonly signal?: AbortSignal
  readonly limits?: Partial<DecodeLimits>
}

/** The bytes in memory of their own: what Node keeps of a small image lies in a pool, which no thread can be handed. */
function ownBytes(bytes: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const { buffer, length } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === length
    ? new Uint8ClampedArray(buffer)
    : new Uint8ClampedArray(bytes)
}

/**
 * Decodes an image to upright, opaque sRGB pixels, its longest side at most `maxPx`: EXIF orientation and ICC
 * profile applied, alpha laid over white, first frame of an animation, 16 bit, CMYK and grey brought to 8-bit RGB.
 * Runs in a process of its own under `limits`. Throws `ImageError`, or `signal.reason` when aborted.
 */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions): Promise<Raster> {
  const info = await inspectImage(bytes)
  const pixels = await runDecoder(
    bytes,
    {
      type: info.type,
      bytes: bytes.length,
      maxPx: options.maxPx,
      maxPixels,
      limits: { ...defaultLimits, ...options.limits },
    },
    options.signal,
  )
  return { width: pixels.width, height: pixels.height, data: ownBytes(pixels.data) }
}
