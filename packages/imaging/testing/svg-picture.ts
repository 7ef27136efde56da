import sharp from 'sharp'

/** CSS pixels to the inch. */
const cssDpi = 96

/** How many times larger librsvg is let draw. Without a `viewBox` not at all: it would draw px and mm to two scales. */
export const enlargementOf = (svg: string): number => (svg.includes('viewBox') ? 3 : 1)

/** An SVG as librsvg draws it on white, stretched to `width` × `height` px: one byte of grey a pixel. */
export function pictureOfSvg(svg: string, width: number, height: number): Promise<Uint8Array> {
  return sharp(Buffer.from(svg), {
    density: enlargementOf(svg) * cssDpi,
    unlimited: true,
    limitInputPixels: false,
  })
    .resize(width, height, { fit: 'fill' })
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer()
}
