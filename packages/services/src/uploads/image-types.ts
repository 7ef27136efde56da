import type { imageTypes } from '../contract/uploads.ts'

export type ImageType = (typeof imageTypes)[number]

/** How a stored original is named, by what it is and never by what it was called. */
export const imageExtensions: Record<ImageType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/tiff': 'tif',
  'image/gif': 'gif',
  'image/heic': 'heic',
}

export const supportedSentence = 'Pictures in JPEG, PNG, WebP, AVIF, TIFF, GIF or HEIC are taken.'
