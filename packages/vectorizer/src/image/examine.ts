import { nameCameraRaw } from './camera-raw.ts'
import { readGifHeader } from './header/gif.ts'
import type { Header, PictureAt } from './header/header.ts'
import { readHeifHeader } from './header/heif.ts'
import { readJpegHeader } from './header/jpeg.ts'
import { readPngHeader } from './header/png.ts'
import { readTiffHeader } from './header/tiff.ts'
import { readWebpHeader } from './header/webp.ts'
import { isTooLarge, megapixelLimit } from './limits.ts'
import { type ImageType, imageFormats, sniffImageType } from './sniff.ts'

export type ImageInfo = {
  readonly type: ImageType
  readonly contentType: string
  readonly width: number
  readonly height: number
  readonly pages: number
  /** EXIF's 1 … 8; HEIF's own rotation is already in `width` and `height`. */
  readonly orientation: number
  /** Bits of a sample, where the header says so. */
  readonly bits?: number
  /** Of a TIFF: which of its pictures is taken. */
  readonly at?: PictureAt
}

/** Why a file is not taken, in a sentence without its full stop. */
export type ImageRefusal = {
  readonly code: 'empty' | 'unsupported_type' | 'too_large' | 'unreadable'
  readonly message: string
}

export type Examination =
  | { readonly outcome: 'image'; readonly info: ImageInfo }
  | { readonly outcome: 'refused'; readonly refusal: ImageRefusal }
  /** Of the first bytes of a file: a picture of this type, whose header goes on past them. */
  | { readonly outcome: 'unclear'; readonly type: ImageType }

const readers: Record<ImageType, (bytes: Uint8Array) => Header> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  webp: readWebpHeader,
  avif: readHeifHeader,
  heic: readHeifHeader,
  tiff: readTiffHeader,
  gif: readGifHeader,
}

const labels = Object.values(imageFormats).map(({ label }) => label)
/** What is taken, as a list in words. */
export const imageTypesInWords = `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`

/**
 * Whether a file is a picture that is taken, by its header alone: type, upright size, number of pages. Nothing is decoded,
 * so that bombs are refused within milliseconds. `isWhole` is false where these are but its first bytes: what lies behind
 * them is then no fault.
 */
export function examineImage(bytes: Uint8Array, { isWhole }: { readonly isWhole: boolean }): Examination {
  if (bytes.length === 0) return refused('empty', 'The file is empty')
  const raw = nameCameraRaw(bytes)
  if (raw !== null) return refused('unsupported_type', cameraRawSentence(raw))
  const type = sniffImageType(bytes)
  if (type === null) {
    return refused('unsupported_type', `This is not a picture we take: expected ${imageTypesInWords}`)
  }
  const header = readHeader(type, bytes)
  if (header === null) {
    if (!isWhole) return { outcome: 'unclear', type }
    const { label } = imageFormats[type]
    return refused('unreadable', `The ${label} is broken or cut short: its header can't be read`)
  }
  return checkSize(type, header)
}

function checkSize(type: ImageType, header: Header): Examination {
  const { label, contentType } = imageFormats[type]
  const turned = header.orientation >= 5
  const [width, height] = turned ? [header.height, header.width] : [header.width, header.height]
  if (width < 1 || height < 1) {
    return refused('unreadable', `The ${label} says it is ${width} × ${height} pixels`)
  }
  const { pages, orientation, bits, at } = header
  if (isTooLarge({ type, width, height, bits })) {
    const most = megapixelLimit({ type, bits })
    const depth = bits !== undefined && bits > 8 ? ` with ${bits} bits` : ''
    return refused(
      'too_large',
      `The picture is ${width} × ${height} pixels; as ${label}${depth} we take up to ${most} megapixels`,
    )
  }
  return { outcome: 'image', info: { type, contentType, width, height, pages, orientation, bits, at } }
}

function readHeader(type: ImageType, bytes: Uint8Array): Header | null {
  try {
    return readers[type](bytes)
  } catch {
    return null
  }
}

function cameraRawSentence(name: string): string {
  return `This is camera raw (${name}), which is yet to be developed: export it as JPEG or TIFF and take that`
}

function refused(code: ImageRefusal['code'], message: string): Examination {
  return { outcome: 'refused', refusal: { code, message } }
}
