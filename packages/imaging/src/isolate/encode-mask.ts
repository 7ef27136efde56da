import type { Plane } from '@plotline/strokes'

/** A mask as PNG, 8-bit grey, 255 = subject, brought to `width` × `height` px. */
export async function encodeMask(mask: Plane, width: number, height: number): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const grey = Uint8Array.from(mask.data, (value) => Math.round(value * 255))
  return sharp(grey, { raw: { width: mask.width, height: mask.height, channels: 1 } })
    .resize({ width, height, fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer()
}
