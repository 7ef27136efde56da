import { reversePoints } from '@plotline/strokes/geometry/polyline'

/**
 * A line still in pixels: x0, y0, x1, y1 … with pixel (i, j) centered at (i + .5, j + .5), and how strong the edge is
 * at each point. A closed one does not repeat its start.
 */
export type Chain = {
  readonly points: Float64Array
  readonly strength: Float32Array
  readonly closed: boolean
}

/** Length along the points in pixels, the closing side included. */
export function chainLength({ points, closed }: Chain): number {
  let length = 0
  for (let i = 2; i < points.length; i += 2) {
    length += distance(points, i - 2, i)
  }
  return closed && points.length > 2 ? length + distance(points, points.length - 2, 0) : length
}

/** The mean strength over its points. */
export function chainStrength({ strength }: Chain): number {
  let sum = 0
  for (let i = 0; i < strength.length; i++) sum += strength[i]
  return strength.length > 0 ? sum / strength.length : 0
}

/** The points `from` … `to` (exclusive) as an open chain. Indices may run past the end of a closed one. */
export function sliceChain(chain: Chain, from: number, to: number): Chain {
  const total = chain.strength.length
  const count = to - from
  const points = new Float64Array(count * 2)
  const strength = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const at = (from + i) % total
    points[i * 2] = chain.points[at * 2]
    points[i * 2 + 1] = chain.points[at * 2 + 1]
    strength[i] = chain.strength[at]
  }
  return { points, strength, closed: false }
}

/** What is left of a chain without the points whose flag is set: itself, or open pieces of at least two points. */
export function cutChain(chain: Chain, isOut: Uint8Array): Chain[] {
  if (!isOut.includes(1)) return [chain]
  const count = isOut.length
  const start = chain.closed ? isOut.indexOf(1) : 0
  const pieces: Chain[] = []
  for (let k = 0; k < count; ) {
    let length = 0
    while (k + length < count && !isOut[(start + k + length) % count]) length++
    if (length > 1) pieces.push(sliceChain(chain, start + k, start + k + length))
    k += Math.max(1, length)
  }
  return pieces
}

/** One open chain that runs through both, in the given directions. */
export function joinChains(first: Chain, second: Chain, flipFirst: boolean, flipSecond: boolean): Chain {
  const a = flipFirst ? reverseChain(first) : first
  const b = flipSecond ? reverseChain(second) : second
  const points = new Float64Array(a.points.length + b.points.length)
  points.set(a.points)
  points.set(b.points, a.points.length)
  const strength = new Float32Array(a.strength.length + b.strength.length)
  strength.set(a.strength)
  strength.set(b.strength, a.strength.length)
  return { points, strength, closed: false }
}

/** The same chain from its other end. */
export function reverseChain({ points, strength, closed }: Chain): Chain {
  return { points: reversePoints(points), strength: strength.slice().reverse(), closed }
}

function distance(points: Float64Array, i: number, j: number): number {
  const dx = points[i] - points[j]
  const dy = points[i + 1] - points[j + 1]
  return Math.sqrt(dx * dx + dy * dy)
}
