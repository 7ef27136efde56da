import type { Raster } from '@plotline/strokes'

/**
 * A picture turned upright by EXIF's orientation: 2 mirrored, 3 upside down, 4 both, 5 … 8 the same on its side.
 */
export function orientRaster(raster: Raster, orientation: number): Raster {
  if (!(orientation >= 2 && orientation <= 8)) return raster
  const { width, height } = raster
  const isTurned = orientation >= 5
  const source = new Uint32Array(raster.data.buffer, raster.data.byteOffset, width * height)
  const out = new Uint32Array(width * height)
  const [wide, high] = isTurned ? [height, width] : [width, height]
  const isFromRight = [2, 3, 7, 8].includes(orientation)
  const isFromBelow = [3, 4, 6, 7].includes(orientation)
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const u = isTurned ? y : x
      const v = isTurned ? x : y
      const fromX = isFromRight ? width - 1 - u : u
      const fromY = isFromBelow ? height - 1 - v : v
      out[y * wide + x] = source[fromY * width + fromX]
    }
  }
  return { width: wide, height: high, data: new Uint8ClampedArray(out.buffer) }
}
