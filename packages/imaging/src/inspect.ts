import { type ImageType, imageFormats, sniffImageType } from '@plotline/vectorizer'
import { ImageError } from './errors.ts'
import { readGifHeader } from './header/gif.ts'
import type { Header } from './header/header.ts'
import { readHeifHeader } from './header/heif.ts'
import { readJpegHeader } from './header/jpeg.ts'
import { readPngHeader } from './header/png.ts'
import { readTiffHeader } from './header/tiff.ts'
import { readWebpHeader } from './header/webp.ts'

/** What is known of an image before decoding it. `width` and `height` are those of the upright picture, in px. */
export type ImageInfo = {
  readonly type: ImageType
  readonly contentType: string
  readonly width: number
  readonly height: number
  readonly pages: number
  /** EXIF's 1 … 8; HEIF's own rotation is already in `width` and `height`. */
  readonly orientation: number
}

/** Pictures with more pixels than this are refused by their header: 120 megapixels, past any phone's. */
export const maxPixels = 120_000_000

const readers: Record<ImageType, (bytes: Uint8Array) => Header> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  webp: readWebpHeader,
  avif: readHeifHeader,
  heic: readHeifHeader,
  tiff: readTiffHeader,
  gif: readGifHeader,
}

/**
 * Reads type, upright size and number of pages from an image's header, in pure JavaScript and without decoding,
 * so that bombs are refused within milliseconds. Throws `ImageError`.
 */
export async function inspectImage(bytes: Uint8Array): Promise<ImageInfo> {
  if (bytes.length === 0) throw new ImageError('empty', 'The file is empty')
  const type = sniffImageType(bytes)
  if (type === null) {
    throw new ImageError(
      'unsupported_type',
      'This is not a picture we take: expected JPEG, PNG, WebP, AVIF, TIFF, GIF or HEIC',
    )
  }
  const header = readHeader(type, bytes)
  const turned = header.orientation >= 5
  const [width, height] = turned ? [header.height, header.width] : [header.width, header.height]
  if (width < 1 || height < 1) {
    throw new ImageError(
      'unreadable',
      `The ${imageFormats[type].label} says it is ${width} × ${height} pixels`,
    )
  }
  if (width * height > maxPixels) {
    throw new ImageError(
      'too_large',
      `The picture is ${width} × ${height} pixels; we take up to ${maxPixels / 1e6} megapixels`,
    )
  }
  const { pages, orientation } = header
  return { type, contentType: imageFormats[type].contentType, width, height, pages, orientation }
}

function readHeader(type: ImageType, bytes: Uint8Array): Header {
  try {
    return readers[type](bytes)
  } catch (cause) {
    const label = imageFormats[type].label
    throw new ImageError('unreadable', `The ${label} is broken or cut short: its header can't be read`, {
      cause,
    })
  }
}
