import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import type { Gradient } from '../raster/gradient.ts'
import type { EdgeMap } from './edge-map.ts'

/**
 * Writes strength and shift of each pixel whose magnitude is at least `weakest` and a maximum along its own direction:
 * of a gradient those are its edges (Canny 1986), of a ridge and the direction across it the ridge. A parabola places
 * them between pixels (Devernay 1995).
 */
export async function findRidges(
  slope: Gradient,
  weakest: number,
  map: EdgeMap,
  pace: Pace = unpaced,
): Promise<void> {
  for (let y = 1; y < slope.height - 1; y++) {
    ridgesOfRow(slope, y, weakest, map)
    await pace(slope.width * 6)
  }
}

function ridgesOfRow(slope: Gradient, y: number, weakest: number, map: EdgeMap): void {
  const { width, dx, dy, magnitude } = slope
  const { strength, shiftX, shiftY } = map
  for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
    const here = magnitude[i]
    if (here < weakest) continue
    const gx = dx[i]
    const gy = dy[i]
    const ax = Math.abs(gx)
    const ay = Math.abs(gy)
    // The neighbours along the gradient lie between two pixels each: on the next column if it is steep in x, else row.
    const major = ax >= ay ? (gx > 0 ? 1 : -1) : gy > 0 ? width : -width
    const minor = ax >= ay ? (gy > 0 ? width : -width) : gx > 0 ? 1 : -1
    const share = ax >= ay ? ay / ax : ax / ay
    const ahead = magnitude[i + major] * (1 - share) + magnitude[i + major + minor] * share
    const behind = magnitude[i - major] * (1 - share) + magnitude[i - major - minor] * share
    if (here < behind || here <= ahead) continue
    strength[i] = here
    const bend = ahead + behind - 2 * here
    const offset = bend < 0 ? Math.min(Math.max((0.5 * (behind - ahead)) / bend, -0.5), 0.5) : 0
    const steep = Math.max(ax, ay)
    shiftX[i] = (offset * gx) / steep
    shiftY[i] = (offset * gy) / steep
  }
}
