import type { Raster } from '@plotline/strokes'
import { decodeBudget } from '@plotline/vectorizer'
import { inspectImage } from '../inspect.ts'
import type { DecodeLimits } from './request.ts'
import { runDecoder } from './run-child.ts'

export type DecodeOptions = {
  /** Longest side of the result in px; smaller pictures stay as they are. */
  readonly maxPx: number
  readonly signal?: AbortSignal
  /** In place of what a picture of its size is given. */
  readonly limits?: Partial<DecodeLimits>
}

/** A picture and what is to be told of how it was read. */
export type DecodedImage = Raster & {
  /** The upright size it has as a file. */
  readonly original: { readonly width: number; readonly height: number }
  readonly warnings: readonly string[]
}

/** The bytes in memory of their own: what Node keeps of a small image lies in a pool, which no thread can be handed. */
function ownBytes(bytes: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const { buffer, length } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === length
    ? new Uint8ClampedArray(buffer)
    : new Uint8ClampedArray(bytes)
}

/**
 * Decodes an image to upright, opaque sRGB pixels, its longest side at most `maxPx`, as docs/photos.md says: EXIF
 * orientation applied, color as a color-managed browser shows it, HDR rolled off, alpha laid over paper, first frame of an
 * animation, largest picture of a TIFF. Runs in a process of its own under `limits`. Throws `ImageError`, or
 * `signal.reason` when aborted.
 */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions): Promise<DecodedImage> {
  const info = await inspectImage(bytes)
  const limits = { ...decodeBudget(info), ...options.limits }
  const request = { info, bytes: bytes.length, maxPx: options.maxPx, limits }
  const { width, height, warnings, data } = await runDecoder(bytes, request, options.signal)
  const original = { width: info.width, height: info.height }
  return { width, height, data: ownBytes(data), original, warnings }
}
