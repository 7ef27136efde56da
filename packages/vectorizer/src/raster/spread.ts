import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'

/**
 * A coarse plane, one value per block of `blockPx` × `blockPx` pixels, as a plane of all pixels: bilinear between the
 * blocks' centers, level beyond the outermost.
 */
export async function spreadBlocks(
  coarse: Plane,
  blockPx: number,
  width: number,
  height: number,
  pace: Pace = unpaced,
): Promise<Plane> {
  const out = createPlane(width, height)
  const left = new Int32Array(width)
  const right = new Int32Array(width)
  const share = new Float32Array(width)
  for (let x = 0; x < width; x++) {
    const at = Math.min(Math.max((x + 0.5) / blockPx - 0.5, 0), coarse.width - 1)
    left[x] = Math.floor(at)
    right[x] = Math.min(left[x] + 1, coarse.width - 1)
    share[x] = at - left[x]
  }
  const row = new Float32Array(coarse.width)
  for (let y = 0; y < height; y++) {
    const at = Math.min(Math.max((y + 0.5) / blockPx - 0.5, 0), coarse.height - 1)
    const above = Math.floor(at) * coarse.width
    const below = Math.min(Math.floor(at) + 1, coarse.height - 1) * coarse.width
    const down = at - Math.floor(at)
    for (let k = 0; k < row.length; k++) {
      row[k] = coarse.data[above + k] + (coarse.data[below + k] - coarse.data[above + k]) * down
    }
    for (let x = 0, i = y * width; x < width; x++, i++) {
      out.data[i] = row[left[x]] + (row[right[x]] - row[left[x]]) * share[x]
    }
    await pace(width * 3)
  }
  return out
}
