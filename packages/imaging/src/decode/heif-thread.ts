import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { ImageError } from '../errors.ts'
import { type DecodedHeic, decodeHeic } from '../heic/decode-heic.ts'
import type { Libheif } from '../heic/libheif.ts'

/**
 * libheif compiled to wasm (sharp's own build has no HEVC) holds its thread until it is done, so HEIC is decoded on one of
 * its own: see `watchLimits`.
 */
const { bytes, maxPx } = workerData as { bytes: Uint8Array; maxPx: number }

try {
  const decoded = decodeHeic(loadLibheif(), bytes, maxPx)
  if (decoded === null) throw new ImageError('unreadable', 'The HEIC is broken: its pixels can’t be decoded')
  answer(decoded)
} catch (error) {
  const code = error instanceof ImageError ? error.code : 'unreadable'
  const message = error instanceof ImageError ? error.message : 'The HEIC is broken: it can’t be decoded'
  parentPort?.postMessage({ ok: false, code, message })
}

function answer(decoded: DecodedHeic): void {
  const profile = decoded.profile && Uint8Array.from(decoded.profile)
  parentPort?.postMessage({ ok: true, ...decoded, profile }, [decoded.data.buffer])
}

function loadLibheif(): Libheif {
  try {
    return createRequire(import.meta.url)('libheif-js/wasm-bundle') as Libheif
  } catch (cause) {
    const message = 'HEIC can’t be decoded here; save the photo as JPEG and try again'
    throw new ImageError('decoder_missing', message, { cause })
  }
}
