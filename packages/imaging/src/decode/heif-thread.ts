import { parentPort, workerData } from 'node:worker_threads'
import { ImageError } from '../errors.ts'
import { decodeHeic } from './with-libheif.ts'

/** wasm holds its thread until it is done, so HEIC is decoded on one of its own: see `watchLimits`. */
const { bytes, maxPixels } = workerData as { bytes: Uint8Array; maxPixels: number }

try {
  parentPort?.postMessage({ tiff: await decodeHeic(bytes, maxPixels) })
} catch (error) {
  const code = error instanceof ImageError ? error.code : 'unreadable'
  const message = error instanceof ImageError ? error.message : 'The HEIC is broken: it can’t be decoded'
  parentPort?.postMessage({ code, message })
}
