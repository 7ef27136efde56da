import { type Chain, cutChain } from './chain.ts'

/**
 * Leaves out what runs along the image's border within `reachPx` of it: the rim of a scan or print is no part of the
 * picture, and the paper's edge frames the drawing anyway. Chains are expected with their points about a pixel apart.
 */
export function cutFrame(chain: Chain, width: number, height: number, reachPx: number): Chain[] {
  const { points, closed } = chain
  const count = points.length / 2
  const isFrame = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const before = closed ? (i - 4 + 4 * count) % count : Math.max(0, i - 4)
    const after = closed ? (i + 4) % count : Math.min(count - 1, i + 4)
    const dx = Math.abs(points[after * 2] - points[before * 2])
    const dy = Math.abs(points[after * 2 + 1] - points[before * 2 + 1])
    const x = points[i * 2]
    const y = points[i * 2 + 1]
    const isAside = Math.min(x, width - x) < reachPx
    const isAtop = Math.min(y, height - y) < reachPx
    const isFrameHere = (isAside && dx < 0.2 * dy) || (isAtop && dy < 0.2 * dx) || (isAside && isAtop)
    isFrame[i] = isFrameHere ? 1 : 0
  }
  return cutChain(chain, isFrame)
}
