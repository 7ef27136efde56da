import { bytes32, pngChunk, pngSignature, type Raster } from '@plotline/vectorizer/image'

/** A PNG of these pixels that carries their ICC profile (PNG, third edition, 11.3.2.3), for a browser to bring to sRGB. */
export async function wrapAsPng({ width, height, data }: Raster, profile: Uint8Array): Promise<Blob> {
  const rows = new Uint8Array((4 * width + 1) * height)
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(4 * width * y, 4 * width * (y + 1)), (4 * width + 1) * y + 1)
  }
  const named = [...new TextEncoder().encode('ICC'), 0, 0]
  const body = await deflate(profile)
  const parts = [
    pngSignature,
    // 8 bits, RGBA.
    pngChunk('IHDR', [...bytes32(width), ...bytes32(height), 8, 6, 0, 0, 0]),
    pngChunk('iCCP', [...named, ...body]),
    pngChunk('IDAT', await deflate(rows)),
    pngChunk('IEND', []),
  ]
  return new Blob(parts, { type: 'image/png' })
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
