import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'

const bins = 128
/** Tiles along the longer side. */
const tilesAlong = 8
/** No tone may be stretched more than this many times. */
const limit = 2.5

/**
 * Contrast limited adaptive histogram equalization (Zuiderveld 1994) of tones 0 … 1, mixed with the plane itself by
 * `share` (0 leaves it as it is). Tiles are blended, so that no border shows.
 */
export async function equalizeLocally(plane: Plane, share: number, pace: Pace = unpaced): Promise<Plane> {
  if (share <= 0) return plane
  const { width, height, data } = plane
  const side = Math.max(1, Math.max(width, height) / tilesAlong)
  const columns = Math.max(1, Math.round(width / side))
  const rows = Math.max(1, Math.round(height / side))
  const curves: Float32Array[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      curves.push(curveOf(plane, column / columns, row / rows, (column + 1) / columns, (row + 1) / rows))
      await pace((width * height * 3) / (columns * rows))
    }
  }
  const out = createPlane(width, height)
  for (let y = 0; y < height; y++) {
    const v = Math.min(Math.max(((y + 0.5) / height) * rows - 0.5, 0), rows - 1)
    const top = Math.floor(v)
    const below = Math.min(top + 1, rows - 1)
    for (let x = 0; x < width; x++) {
      const u = Math.min(Math.max(((x + 0.5) / width) * columns - 0.5, 0), columns - 1)
      const left = Math.floor(u)
      const right = Math.min(left + 1, columns - 1)
      const value = Math.min(Math.max(data[y * width + x], 0), 1)
      const upper = mix(
        at(curves[top * columns + left], value),
        at(curves[top * columns + right], value),
        u - left,
      )
      const lower = mix(
        at(curves[below * columns + left], value),
        at(curves[below * columns + right], value),
        u - left,
      )
      out.data[y * width + x] = mix(value, mix(upper, lower, v - top), share)
    }
    await pace(width * 30)
  }
  return out
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share
}

function at(curve: Float32Array, value: number): number {
  const place = value * bins
  const bin = Math.min(bins - 1, Math.floor(place))
  return mix(curve[bin], curve[bin + 1], place - bin)
}

/** The tones of a tile as a curve from 0 to 1 whose steps are its clipped histogram. */
function curveOf(
  { width, height, data }: Plane,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Float32Array {
  const counts = new Float64Array(bins)
  const [fromX, toX] = [
    Math.floor(left * width),
    Math.max(Math.floor(left * width) + 1, Math.floor(right * width)),
  ]
  const [fromY, toY] = [
    Math.floor(top * height),
    Math.max(Math.floor(top * height) + 1, Math.floor(bottom * height)),
  ]
  for (let y = fromY; y < Math.min(toY, height); y++) {
    for (let x = fromX; x < Math.min(toX, width); x++) {
      counts[Math.min(bins - 1, Math.floor(Math.min(Math.max(data[y * width + x], 0), 1) * bins))]++
    }
  }
  const total = counts.reduce((sum, count) => sum + count, 0)
  const most = (total / bins) * limit
  let spare = 0
  for (let bin = 0; bin < bins; bin++) {
    spare += Math.max(0, counts[bin] - most)
    counts[bin] = Math.min(counts[bin], most)
  }
  const curve = new Float32Array(bins + 1)
  for (let bin = 0; bin < bins; bin++)
    curve[bin + 1] = curve[bin] + (counts[bin] + spare / bins) / Math.max(1, total)
  return curve
}
