import type { Raster } from '@plotline/strokes'
import sharp from 'sharp'

/** Pictures side by side, each `widthPx` wide on white with as much between two, as WebP; heights are those of the first. */
export async function encodeStrip(
  pictures: readonly Raster[],
  { widthPx, gapPx }: { readonly widthPx: number; readonly gapPx: number },
): Promise<Buffer> {
  const [{ width, height }] = pictures
  const heightPx = Math.round((widthPx * height) / width)
  const cells = await Promise.all(
    pictures.map(async ({ data, width, height }, i) => ({
      input: await sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
        .resize(widthPx, heightPx, { fit: 'contain', background: 'white' })
        .png()
        .toBuffer(),
      left: i * (widthPx + gapPx),
      top: 0,
    })),
  )
  const whole = { width: pictures.length * (widthPx + gapPx) - gapPx, height: heightPx }
  return sharp({ create: { ...whole, channels: 3, background: 'white' } })
    .composite(cells)
    .webp({ quality: 55, effort: 6 })
    .toBuffer()
}
