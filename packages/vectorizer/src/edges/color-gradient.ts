import type { Gradient } from '../raster/gradient.ts'

/**
 * Adds the gradient of a further channel to that of others, in place: the direction in which all of them together
 * change most, and by how much (Di Zenzo 1986, one channel after the other). Which way along that direction is up means
 * nothing any more.
 */
export function addChannel(slope: Gradient, channel: Gradient): void {
  const { dx, dy, magnitude } = slope
  for (let i = 0; i < magnitude.length; i++) {
    const [ax, ay, bx, by] = [dx[i], dy[i], channel.dx[i], channel.dy[i]]
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
