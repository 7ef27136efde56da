import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import type { Chain } from '../chain.ts'

/** Ends 2 c and 2 c + 1 are the first and the last point of chain c. */
export type See = (end: number, chain: number, point: number, distance: number) => void

/**
 * Calls `see` for every loose end and every point of `targets` (indices of chains) within `reachPx` of it. Points are
 * expected about a pixel apart, coordinates below 65,536 reaches.
 */
export async function visitNearEnds(
  chains: readonly Chain[],
  targets: readonly number[],
  reachPx: number,
  see: See,
  pace: Pace = unpaced,
): Promise<void> {
  const cell = Math.max(reachPx, 1)
  const key = (column: number, row: number) => column * 65536 + row
  const cells = new Map<number, number[]>()
  for (let index = 0; index < chains.length; index++) {
    const { points, closed, strength } = chains[index]
    if (closed || strength.length < 2) continue
    for (let side = 0; side < 2; side++) {
      const at = side * (points.length - 2)
      const where = key(Math.floor(points[at] / cell), Math.floor(points[at + 1] / cell))
      const there = cells.get(where)
      if (there) there.push(index * 2 + side)
      else cells.set(where, [index * 2 + side])
    }
  }
  for (const target of targets) {
    const { points } = chains[target]
    for (let i = 0; i < points.length; i += 2) {
      const column = Math.floor(points[i] / cell)
      const row = Math.floor(points[i + 1] / cell)
      for (let k = 0; k < 9; k++) {
        for (const end of cells.get(key(column + (k % 3) - 1, row + Math.floor(k / 3) - 1)) ?? []) {
          const line = chains[end >> 1].points
          const at = (end & 1) * (line.length - 2)
          const distance = Math.sqrt((line[at] - points[i]) ** 2 + (line[at + 1] - points[i + 1]) ** 2)
          if (distance <= reachPx) see(end, target, i / 2, distance)
        }
      }
    }
    await pace(points.length * 300)
  }
}
