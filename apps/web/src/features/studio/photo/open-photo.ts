import type { Raster } from '@plotline/strokes'
import type { PhotoAnswer } from './photo-messages.ts'

/** A photo in the studio. `raster` is null where this browser cannot decode it; the server still can. */
export type Photo = {
  readonly blob: Blob
  readonly name: string
  readonly raster: Raster | null
  readonly image: ImageBitmap | null
  /** The upright size it has as a file. */
  readonly original: { readonly width: number; readonly height: number }
  /** What is to be told of how it was read. */
  readonly warnings: readonly string[]
}

/** Why a file is no photo for the studio: a sentence for the person who chose it. */
export type PhotoProblem = { readonly problem: string }

const maxBytes = 50 * 1024 * 1024

/**
 * Reads a photo as the drawing will be made from it, shrunken to what the preview needs. What can never be drawn is refused
 * here, before anyone pays. Gives a problem instead of throwing.
 */
export async function openPhoto(blob: Blob, name: string): Promise<Photo | PhotoProblem> {
  if (blob.size > maxBytes) return { problem: 'This file is larger than 50 MB. Choose a smaller one.' }
  const picture = await readAside(blob)
  if (picture.outcome === 'failed') return { problem: 'This photo cannot be read. Choose another one.' }
  if (picture.outcome === 'refused') return { problem: `${picture.refusal.message}.` }
  const { original } = picture
  if (picture.outcome === 'unseen') return { blob, name, raster: null, image: null, original, warnings: [] }
  const { raster, warnings } = picture
  const pixels = new ImageData(new Uint8ClampedArray(raster.data), raster.width, raster.height)
  return { blob, name, raster, image: await createImageBitmap(pixels), original, warnings }
}

/** In a worker of its own, so that the memory a large photo took goes with it. */
function readAside(blob: Blob): Promise<PhotoAnswer> {
  const worker = new Worker(new URL('./photo.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<PhotoAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<PhotoAnswer>) => resolve(data)
    worker.onerror = () => resolve({ outcome: 'failed' })
    worker.postMessage(blob)
  }).finally(() => worker.terminate())
}
