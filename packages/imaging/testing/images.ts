import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** An RGB picture of `width` × `height` px from a function of the pixel, ready to be written in any format. */
export function imageFrom(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => readonly number[],
) {
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(colorAt(x, y), (y * width + x) * 3)
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** A PNG that says it is this large and holds `body` for pixels. */
export function pngHeader(
  width: number,
  height: number,
  body: Uint8Array = deflateSync(new Uint8Array(16)),
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', body),
    pngChunk('IEND', new Uint8Array()),
  ])
}

/** One chunk of a PNG, with its sum. */
export function pngChunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(body.length, 0)
  framed.set(named, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}

/** Broken and hostile files made here, by name, with the code each must be refused with. */
export async function brokenImages(): Promise<{ name: string; bytes: Uint8Array; code: string }[]> {
  const picture = imageFrom(64, 48, (x, y) => [x * 4, y * 5, (x * y) % 256])
  const [jpeg, png, webp, tiff] = await Promise.all([
    picture.clone().jpeg().toBuffer(),
    picture.clone().png().toBuffer(),
    picture.clone().webp().toBuffer(),
    picture.clone().tiff({ compression: 'none' }).toBuffer(),
  ])
  const flipped = Uint8Array.from(png)
  const middle = Math.floor(flipped.length / 2)
  flipped[middle] = (flipped[middle] ?? 0) ^ 0xff
  const text = (value: string) => new TextEncoder().encode(value)
  return [
    { name: 'empty.jpg', bytes: new Uint8Array(), code: 'empty' },
    { name: 'svg.png', bytes: text('<svg xmlns="http://www.w3.org/2000/svg"/>'), code: 'unsupported_type' },
    { name: 'html.jpg', bytes: text('<!doctype html><script>1</script>'), code: 'unsupported_type' },
    {
      name: 'bitmap.bmp',
      bytes: Uint8Array.from([0x42, 0x4d, ...new Uint8Array(60)]),
      code: 'unsupported_type',
    },
    {
      name: 'icon.ico',
      bytes: Uint8Array.from([0, 0, 1, 0, 1, 0, ...new Uint8Array(40)]),
      code: 'unsupported_type',
    },
    {
      name: 'j2k.jp2',
      bytes: Uint8Array.from([0xff, 0x4f, 0xff, 0x51, ...new Uint8Array(40)]),
      code: 'unsupported_type',
    },
    { name: 'marker.jpg', bytes: jpeg.subarray(0, 3), code: 'unreadable' },
    { name: 'half.jpg', bytes: jpeg.subarray(0, jpeg.length >> 1), code: 'unreadable' },
    { name: 'half.png', bytes: png.subarray(0, png.length >> 1), code: 'unreadable' },
    { name: 'half.webp', bytes: webp.subarray(0, webp.length >> 1), code: 'unreadable' },
    { name: 'half.tiff', bytes: tiff.subarray(0, tiff.length >> 1), code: 'unreadable' },
    { name: 'flipped.png', bytes: flipped, code: 'unreadable' },
    { name: 'zero.png', bytes: pngHeader(0, 10), code: 'unreadable' },
    { name: 'bomb.png', bytes: pngHeader(60_000, 60_000), code: 'too_large' },
    {
      name: 'bomb.gif',
      bytes: Uint8Array.from([...text('GIF89a'), 255, 255, 255, 255, 0, 0, 0, 0x3b]),
      code: 'too_large',
    },
    { name: 'promise.png', bytes: pngHeader(10_000, 10_000), code: 'unreadable' },
  ]
}
