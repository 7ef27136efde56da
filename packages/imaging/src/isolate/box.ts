import type { Plane, Raster } from '@plotline/strokes'

type PixelBox = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The pixels between the left, top, right and bottom border in shares of a picture's sides; at least one each way. */
export function pixelsOf(
  { width, height }: Raster,
  [left = 0, top = 0, right = 1, bottom = 1]: readonly number[],
): PixelBox {
  const x = Math.min(width - 1, Math.floor(left * width))
  const y = Math.min(height - 1, Math.floor(top * height))
  return {
    x,
    y,
    width: Math.max(1, Math.ceil(right * width) - x),
    height: Math.max(1, Math.ceil(bottom * height) - y),
  }
}

/**
 * The part of a picture that lies in a box, pixel by pixel: the engine's own crop keeps the middle of a share and may
 * resample, and the mask could not be laid back over the pixels it came from.
 */
export function cutRaster({ width, data }: Raster, box: PixelBox): Raster {
  const cut = new Uint8ClampedArray(box.width * box.height * 4)
  for (let row = 0; row < box.height; row++) {
    const from = ((box.y + row) * width + box.x) * 4
    cut.set(data.subarray(from, from + box.width * 4), row * box.width * 4)
  }
  return { width: box.width, height: box.height, data: cut }
}

/** The mask of a box as one of the whole picture: all ground beyond the box. */
export function pasteMask({ width, height }: Raster, box: PixelBox, mask: Plane): Plane {
  const data = new Float32Array(width * height)
  for (let row = 0; row < box.height; row++) {
    data.set(mask.data.subarray(row * box.width, (row + 1) * box.width), (box.y + row) * width + box.x)
  }
  return { width, height, data }
}
