import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { type Gradient, gradientRow } from '../raster/gradient.ts'

/**
 * Adds the gradient of a further channel to that of others, in place: the direction in which all of them together
 * change most, and by how much (Di Zenzo 1986, one channel after the other). Which way along that direction is up means
 * nothing any more.
 */
export async function addChannel(slope: Gradient, channel: Plane, pace: Pace = unpaced): Promise<void> {
  const { width, height } = slope
  // A row at a time, for the gradient of the channel alone is of no use to anyone.
  const row = {
    width,
    height: 1,
    dx: new Float32Array(width),
    dy: new Float32Array(width),
    magnitude: new Float32Array(width),
  }
  for (let y = 1; y < height - 1; y++) {
    gradientRow(channel.data, y * width, row, 0)
    addGradient(slope, row, y * width)
    await pace(width * 15)
  }
}

/** `addChannel` with the gradient of some pixels, those of `slope` from number `from` on. */
export function addGradient({ dx, dy, magnitude }: Gradient, channel: Gradient, from = 0): void {
  for (let k = 0; k < channel.magnitude.length; k++) {
    const i = from + k
    const ax = dx[i]
    const ay = dy[i]
    const bx = channel.dx[k]
    const by = channel.dy[k]
    const half = (ax * ax + bx * bx - ay * ay - by * by) / 2
    const xy = ax * ay + bx * by
    const root = Math.sqrt(half * half + xy * xy)
    const steep = Math.sqrt((ax * ax + bx * bx + ay * ay + by * by) / 2 + root)
    // (half + root, xy) and (xy, root - half) are both the major eigenvector; the longer one is the exact one.
    const u = half > 0 ? half + root : xy
    const v = half > 0 ? xy : root - half
    const length = Math.sqrt(u * u + v * v)
    // Where every direction is as steep, any is right.
    dx[i] = length > 0 ? (u / length) * steep : steep
    dy[i] = length > 0 ? (v / length) * steep : 0
    magnitude[i] = steep
  }
}
