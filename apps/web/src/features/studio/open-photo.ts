import { type Raster, sniffImageType } from '@plotline/vectorizer'

/** A photo in the studio. `raster` is null where this browser cannot decode it; the server still can. */
export type Photo = {
  readonly blob: Blob
  readonly name: string
  readonly raster: Raster | null
  readonly image: ImageBitmap | null
}

export type PhotoProblem = 'empty' | 'too_large' | 'not_a_photo' | 'damaged'

export const photoProblems: Record<PhotoProblem, string> = {
  empty: 'This file is empty. Choose another photo.',
  too_large: 'This file is larger than 50 MB. Choose a smaller one.',
  not_a_photo: 'This is not a photo we can read. JPEG, PNG, WebP, AVIF, TIFF, GIF and HEIC work.',
  damaged: 'This photo is damaged and cannot be read. Choose another one.',
}

const maxBytes = 50 * 1024 * 1024
/** The preview's longest side: what a phone draws in a second or two. */
const previewPx = 1400
/** Formats that some browsers show and some do not. */
const sometimesUnknown: readonly string[] = ['heic', 'tiff', 'avif']

/** Reads a photo upright, shrunken to what the preview needs, on white. Gives a problem instead of throwing. */
export async function openPhoto(blob: Blob, name: string): Promise<Photo | PhotoProblem> {
  if (blob.size === 0) return 'empty'
  if (blob.size > maxBytes) return 'too_large'
  const type = sniffImageType(new Uint8Array(await blob.slice(0, 4096).arrayBuffer()))
  if (!type) return 'not_a_photo'
  try {
    const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' })
    const shrink = Math.min(1, previewPx / Math.max(bitmap.width, bitmap.height))
    const width = Math.max(1, Math.round(bitmap.width * shrink))
    const height = Math.max(1, Math.round(bitmap.height * shrink))
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!context) return 'damaged'
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, width, height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, width, height)
    bitmap.close()
    const { data } = context.getImageData(0, 0, width, height)
    return { blob, name, raster: { width, height, data }, image: await createImageBitmap(canvas) }
  } catch {
    return sometimesUnknown.includes(type) ? { blob, name, raster: null, image: null } : 'damaged'
  }
}
