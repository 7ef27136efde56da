import {
  convertToSrgb,
  type ImageInfo,
  megapixelLimit,
  type PictureAt,
  type PreparedImage,
  type Raster,
  readJpegHeader,
} from '@plotline/vectorizer/image'
import sharp, { type Sharp, type SharpOptions } from 'sharp'
import type { DecodedHeic } from '../heic/decode-heic.ts'
import { decodeFloats } from './float-tiff.ts'
import { wrapAsTiff } from './wrap-as-tiff.ts'

/** The loaders of the types we take: everything else libvips could open stays shut. */
const loaders = ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].map((name) => `VipsForeignLoad${name}`)

sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: loaders })
sharp.cache(false)
sharp.concurrency(2)

/**
 * Decodes with libvips: shrunken while loading where the format can, first frame only, through the embedded profile to
 * sRGB. As stored: neither turned nor laid over paper. Longest side at most `maxPx`.
 */
export async function decodeWithSharp(
  { bytes, encoding, wasOpen }: PreparedImage,
  info: ImageInfo,
  maxPx: number,
): Promise<Raster> {
  const options: SharpOptions = {
    limitInputPixels: 1e6 * megapixelLimit(info),
    // 'error' refuses what is cut short but takes the odd marker that many phones write. Where we put the end mark
    // ourselves, only a warning tells what was cut short from what was whole.
    failOn: wasOpen ? 'warning' : 'error',
    sequentialRead: true,
    ...(info.at ? placeOf(info.at) : {}),
  }
  const open = (more: SharpOptions = {}) => fitted(sharp(bytes, { ...options, ...more }), maxPx)
  if (info.type === 'jpeg') {
    const { components, hasProfile } = readJpegHeader(bytes)
    if (components === 4 && !hasProfile) return decodeCmyk(open())
  }
  if (info.type === 'tiff') {
    const { depth, channels, icc } = await sharp(bytes, options).metadata()
    if (depth === 'float' || depth === 'double') {
      const picture = await decodeFloats(open({ ignoreIcc: true }), channels < 3)
      return toRaster(sharp(wrapAsTiff(picture, icc ?? null)))
    }
  }
  if (encoding === null) return toRaster(open())
  const { depth } = await sharp(bytes, options).metadata()
  const raw = open({ ignoreIcc: true })
  const isDeep = depth === 'ushort'
  const { data, info: made } = await raw
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .ensureAlpha()
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const samples = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
  return { width: made.width, height: made.height, data: convertToSrgb(samples, encoding) }
}

/** Brings what libheif gave to `maxPx`, through its profile where it has one. */
export async function shrinkWithSharp(decoded: DecodedHeic, maxPx: number): Promise<Raster> {
  const { width, height, data, profile } = decoded
  const image = profile
    ? sharp(wrapAsTiff(decoded, profile), { limitInputPixels: false })
    : sharp(data, { raw: { width, height, channels: 4 } })
  return toRaster(fitted(image, maxPx))
}

function placeOf({ page, subifd }: PictureAt): SharpOptions {
  return subifd < 0 ? { page } : { page, tiff: { subifd } }
}

function fitted(image: Sharp, maxPx: number): Sharp {
  return image.resize({ width: maxPx, height: maxPx, fit: 'inside', withoutEnlargement: true })
}

async function toRaster(image: Sharp): Promise<Raster> {
  const { data, info } = await image
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: clamped(data) }
}

/** CMYK without a profile as browsers show it: what each ink and black leave of the light. */
async function decodeCmyk(image: Sharp): Promise<Raster> {
  const { data, info } = await image
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const out = clamped(data)
  for (let at = 0; at < out.length; at += 4) {
    const light = 255 - out[at + 3]
    for (let k = at; k < at + 3; k++) out[k] = ((255 - out[k]) * light) / 255
    out[at + 3] = 255
  }
  return { width: info.width, height: info.height, data: out }
}

function clamped(data: Buffer): Uint8ClampedArray {
  return new Uint8ClampedArray(data.buffer, data.byteOffset, data.length)
}
