import type { Curves } from '../types.ts'
import { chainCount, pointOn, slopesOn } from './chain-pieces.ts'
import { stepsWithin } from './flatten.ts'
import { distanceToSide } from './polyline.ts'
import { createSegmentGrid } from './segment-grid.ts'

/** Somewhere on a chain: `at` counts its curves, 2.5 is the middle (in its parameter) of the third. */
export type ChainPlace = { readonly chain: number; readonly at: number }

/** How finely curves are laid into the grid, in mm per mm of `offMm`. */
const coarseness = 2
/** Newton's method comes this close from a start that is as near as the grid gives it. */
const newtonSteps = 4
/** Looks at curves, by all questions together; a drawing needs a few for each of its points. */
const mostLooks = 1e8
/** Nearer to a node than this, in mm, a place is the node. */
const nodeMm = 1e-4

export type ChainFinder = {
  /** All places within `offMm` of a point; none once there were too many to be told apart. */
  find(x: number, y: number): ChainPlace[]
  /**
   * The place of a point where it is about `step` after another on the same curve, `null` where it is not or the curve
   * ends there. Much quicker, for points that follow each other.
   */
  follow(from: ChainPlace, step: number, x: number, y: number): ChainPlace | null
}

/** Finds places of points on chains. A grid of their flattened curves; near O(1) each. */
export function createChainFinder({ chains, offMm }: Curves): ChainFinder {
  const chainOf: number[] = []
  const fromOf: number[] = []
  const stepOf: number[] = []
  const reach = offMm * (1 + coarseness)
  const grid = createSegmentGrid(
    chains.map((points) => ({ points, closed: false })),
    reach,
  )
  let looks = 0
  for (const [id, chain] of chains.entries()) {
    for (let piece = 0; piece < chainCount(chain); piece++) {
      const steps = stepsWithin(chain, piece, coarseness * offMm)
      let [x, y] = pointOn(chain, piece, 0)
      for (let step = 1; step <= steps; step++) {
        const [nextX, nextY] = pointOn(chain, piece, step / steps)
        grid.add(x, y, nextX, nextY)
        chainOf.push(id)
        fromOf.push(piece + (step - 1) / steps)
        stepOf.push(1 / steps)
        ;[x, y] = [nextX, nextY]
      }
    }
  }

  const isNear = (chain: Float64Array, piece: number, t: number, x: number, y: number) => {
    const [cx, cy] = pointOn(chain, piece, t)
    return (cx - x) * (cx - x) + (cy - y) * (cy - y) <= offMm * offMm
  }

  const find: ChainFinder['find'] = (x, y) => {
    const found: ChainPlace[] = []
    if (looks >= mostLooks) return found
    grid.visit(x, y, x, y, reach, (ax, ay, bx, by, id) => {
      looks += 1 + found.length
      if (looks >= mostLooks || distanceToSide(x, y, ax, ay, bx, by) > reach) return
      const chain = chains[chainOf[id]]
      const piece = Math.floor(fromOf[id])
      const [dx, dy] = [bx - ax, by - ay]
      const square = dx * dx + dy * dy
      const along = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
      const t = nearestOn(chain, piece, fromOf[id] - piece + along * stepOf[id], x, y)
      if (!isNear(chain, piece, t, x, y)) return
      const place = { chain: chainOf[id], at: piece + t }
      if (!found.some(({ chain: other, at }) => other === place.chain && Math.abs(at - place.at) < 1e-4))
        found.push(place)
    })
    return found
  }

  const follow: ChainFinder['follow'] = (from, step, x, y) => {
    const chain = chains[from.chain]
    const count = chainCount(chain)
    const guess = from.at + step
    const piece = ((Math.floor(guess) % count) + count) % count
    const t = nearestOn(chain, piece, guess - Math.floor(guess), x, y)
    const at = Math.floor(guess) + t
    const isOnward = step > 0 ? at > from.at : at < from.at
    if (t === 0 || t === 1 || !isOnward || !isNear(chain, piece, t, x, y)) return null
    return { chain: from.chain, at: piece + t }
  }

  return { find, follow }
}

/** The parameter of a curve's point nearest to (x, y), from a near start; the node where that is next to it. */
function nearestOn(chain: Float64Array, piece: number, start: number, x: number, y: number): number {
  let t = start
  for (let step = 0; step < newtonSteps; step++) {
    const [px, py] = pointOn(chain, piece, t)
    const [dx, dy, ddx, ddy] = slopesOn(chain, piece, t)
    const slope = (px - x) * dx + (py - y) * dy
    const bend = dx * dx + dy * dy + (px - x) * ddx + (py - y) * ddy
    if (!(bend > 0)) break
    const before = t
    t = Math.min(1, Math.max(0, t - slope / bend))
    if (Math.abs(t - before) < 1e-9) break
  }
  for (const node of [0, 1]) {
    const k = (piece + node) * 6
    if (Math.abs(chain[k] - x) < nodeMm && Math.abs(chain[k + 1] - y) < nodeMm) return node
  }
  return t
}
