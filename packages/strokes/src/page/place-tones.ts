import { pointsBox } from '../geometry/polyline.ts'
import { turnPoints } from '../geometry/turn.ts'
import { samplePlane } from '../tone/plane.ts'
import type { Tones } from '../types.ts'
import { type Placing, placePoints } from './placing.ts'

/**
 * Tones placed with the strokes they belong to, on an upright grid around them; bilinear where the turn is no quarter
 * one. In the corners that a slant leaves, where nothing is drawn, the border goes on.
 */
export function placeTones({ plane, mmPerPx, xMm, yMm }: Tones, placing: Placing): Tones {
  const [right, bottom] = [xMm + plane.width * mmPerPx, yMm + plane.height * mmPerPx]
  const corners = [xMm, yMm, right, yMm, right, bottom, xMm, bottom]
  const box = pointsBox([turnPoints(corners, placing)])
  const width = pixelsIn(box.maxX - box.minX, mmPerPx)
  const height = pixelsIn(box.maxY - box.minY, mmPerPx)
  const data = new Float32Array(width * height)
  const { cos, sin } = placing
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const u = box.minX + (column + 0.5) * mmPerPx
      const v = box.minY + (row + 0.5) * mmPerPx
      const [x, y] = [u * cos + v * sin, v * cos - u * sin]
      data[row * width + column] = samplePlane(plane, (x - xMm) / mmPerPx, (y - yMm) / mmPerPx)
    }
  }
  const placed = pointsBox([placePoints(corners, placing)])
  return {
    plane: { width, height, data },
    mmPerPx: mmPerPx * placing.scale,
    xMm: placed.minX,
    yMm: placed.minY,
  }
}

/** As many as cover a length; what is only rounding begins no other. */
function pixelsIn(mm: number, mmPerPx: number): number {
  return Math.max(1, Math.ceil(mm / mmPerPx - 1e-6))
}
