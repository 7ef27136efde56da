import { createRequire } from 'node:module'
import { ImageError } from '../errors.ts'
import { readHeifProfile } from '../header/heif.ts'
import type { Pixels } from './request.ts'
import { wrapAsTiff } from './wrap-as-tiff.ts'

/** The part of libheif-js we call; it ships no types for its bundle. */
type HeifImage = {
  get_width(): number
  get_height(): number
  is_primary(): boolean
  display(
    target: { data: Uint8ClampedArray; width: number; height: number },
    done: (result: { data: Uint8ClampedArray } | null) => void,
  ): void
}
type Libheif = { HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] } }

/**
 * Decodes HEIC with libheif compiled to wasm (sharp's own build has no HEVC), which applies the container's
 * rotation and cropping. The result is a TIFF in memory that carries the profile, for libvips to go on with.
 */
export async function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<Buffer> {
  const image = loadLibheif()(bytes).find((one) => one.is_primary())
  if (image === undefined) throw new ImageError('unreadable', 'The HEIC is broken: there is no picture in it')
  const width = image.get_width()
  const height = image.get_height()
  if (width * height > maxPixels) {
    throw new ImageError('too_large', `The picture is ${width} × ${height} pixels`)
  }
  const pixels = await display(image, width, height)
  return wrapAsTiff(pixels, readHeifProfile(bytes))
}

function loadLibheif(): (bytes: Uint8Array) => HeifImage[] {
  try {
    const libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle') as Libheif
    return (bytes) => new libheif.HeifDecoder().decode(bytes)
  } catch (cause) {
    throw new ImageError(
      'decoder_missing',
      'HEIC can’t be decoded here; save the photo as JPEG and try again',
      {
        cause,
      },
    )
  }
}

function display(image: HeifImage, width: number, height: number): Promise<Pixels> {
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height }
  return new Promise((resolve, reject) => {
    image.display(target, (result) => {
      if (result === null)
        reject(new ImageError('unreadable', 'The HEIC is broken: its pixels can’t be decoded'))
      else resolve({ width, height, data: new Uint8Array(result.data.buffer) })
    })
  })
}
