import sharp from 'sharp'
import type { Pixels } from './request.ts'

/** The loaders of the types we take: everything else libvips could open stays shut. */
const loaders = ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].map((name) => `VipsForeignLoad${name}`)

sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: loaders })
sharp.cache(false)
sharp.concurrency(2)

/**
 * Decodes with libvips: shrunken while loading where the format can, first frame only, upright, through the
 * embedded profile to sRGB, over white. RGBA, longest side at most `maxPx`.
 */
export async function decodeWithSharp(bytes: Buffer, maxPx: number, maxPixels: number): Promise<Pixels> {
  // 'error' refuses what is cut short but takes the odd marker that many phones write.
  const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
  const { data, info } = await image
    .autoOrient()
    .resize({ width: maxPx, height: maxPx, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}
