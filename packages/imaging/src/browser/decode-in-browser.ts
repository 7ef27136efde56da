import {
  convertToSrgb,
  examineImage,
  finishPicture,
  type ImageInfo,
  type ImageRefusal,
  imageFormats,
  prepareImage,
  type Raster,
} from '@plotline/vectorizer/image'
import { decodeHeic } from '../heic/decode-heic.ts'
import type { Libheif } from '../heic/libheif.ts'
import { wrapAsPng } from './wrap-as-png.ts'

type Size = { readonly width: number; readonly height: number }

export type BrowserPicture =
  | {
      readonly outcome: 'decoded'
      readonly raster: Raster
      /** The upright size it has as a file. */
      readonly original: Size
      readonly warnings: readonly string[]
    }
  | { readonly outcome: 'refused'; readonly refusal: ImageRefusal }
  /** It is taken, but this browser cannot show it. */
  | { readonly outcome: 'unseen'; readonly original: Size }

/** Formats that not every browser decodes, and pictures that may be too much for one. */
const sometimesUnknown: readonly string[] = ['tiff', 'avif', 'heic']
const muchPixels = 50e6

/**
 * What `decodeImage` gives, made in a browser's worker: upright, opaque sRGB pixels, the longest side at most `maxPx`, by the
 * rules of docs/photos.md. `loadLibheif` is called for HEIC alone.
 */
export async function decodeInBrowser(
  file: Blob,
  { maxPx, loadLibheif }: { readonly maxPx: number; readonly loadLibheif: () => Promise<Libheif> },
): Promise<BrowserPicture> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const examined = examineImage(bytes, { isWhole: true })
  if (examined.outcome === 'refused') return examined
  if (examined.outcome === 'unclear') return damaged(examined.type)
  const { info } = examined
  const original = { width: info.width, height: info.height }
  try {
    const picture =
      info.type === 'heic'
        ? await decodeHeicHere(await loadLibheif(), bytes, maxPx)
        : await decodeHere(bytes, info, maxPx)
    if (picture === null) return damaged(info.type)
    return { outcome: 'decoded', original, ...picture }
  } catch {
    const mayBeFine = sometimesUnknown.includes(info.type) || info.width * info.height > muchPixels
    return mayBeFine ? { outcome: 'unseen', original } : damaged(info.type)
  }
}

type Finished = ReturnType<typeof finishPicture>

async function decodeHere(bytes: Uint8Array, info: ImageInfo, maxPx: number): Promise<Finished | null> {
  const prepared = prepareImage(bytes, info)
  const blob = new Blob([new Uint8Array(prepared.bytes)], { type: imageFormats[info.type].contentType })
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' })
  try {
    if (prepared.wasOpen && isCutShort(bitmap)) return null
    const { width, height, data } = pixelsOf(bitmap, maxPx)
    const converted = prepared.encoding ? convertToSrgb(data, prepared.encoding) : data
    return finishPicture({ width, height, data: converted }, prepared.orientation)
  } finally {
    bitmap.close()
  }
}

async function decodeHeicHere(libheif: Libheif, bytes: Uint8Array, maxPx: number): Promise<Finished | null> {
  const decoded = decodeHeic(libheif, bytes, maxPx)
  if (decoded === null) return null
  const { width, height, data, profile } = decoded
  const whole = await createImageBitmap(new ImageData(data, width, height), { premultiplyAlpha: 'none' })
  const small = pixelsOf(whole, maxPx)
  whole.close()
  if (profile === null) return finishPicture(small, 1)
  // The browser knows how to read a profile: it is handed the pixels with it.
  const bitmap = await createImageBitmap(await wrapAsPng(small, profile))
  const managed = pixelsOf(bitmap, maxPx)
  bitmap.close()
  return finishPicture(managed, 1)
}

/** A bitmap's pixels, shrunken to `maxPx`. */
function pixelsOf(bitmap: ImageBitmap, maxPx: number): Raster & { data: Uint8ClampedArray<ArrayBuffer> } {
  const shrink = Math.min(1, maxPx / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * shrink))
  const height = Math.max(1, Math.round(bitmap.height * shrink))
  const context = contextOf(width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser gives no canvas')
  return context
}

/** A JPEG's blocks of pixels, and the grey of those that never came. */
const blockPx = 8
const missing = 128

/** Whether a JPEG that lacked its end mark lacked more: its last block is then exactly the middle grey. */
function isCutShort(bitmap: ImageBitmap): boolean {
  const context = contextOf(blockPx, blockPx)
  const right = bitmap.width - blockPx
  const bottom = bitmap.height - blockPx
  // The last block as stored is in another corner where the picture was turned.
  return [
    [right, bottom],
    [0, bottom],
    [right, 0],
    [0, 0],
  ].some(([x, y]) => {
    context.drawImage(bitmap, -x, -y)
    const { data } = context.getImageData(0, 0, blockPx, blockPx)
    return data.every((value, i) => i % 4 === 3 || Math.abs(value - missing) <= 1)
  })
}

function damaged(type: ImageInfo['type']): BrowserPicture {
  const { label } = imageFormats[type]
  return {
    outcome: 'refused',
    refusal: { code: 'unreadable', message: `The ${label} is broken or cut short` },
  }
}
