import { type Pace, unpaced } from '../raster/pace.ts'
import { type Chain, joinChains, reverseChain, sliceChain } from './chain.ts'

type Touch = { end: number; loop: number; point: number; distance: number }

/**
 * Draws a loop and a line that ends on it in one go: up the line, off it to the side that needs the smaller turn, and
 * once round, as a hand draws a 6. A line with a loop at each end takes both; each loop is taken once, by the nearest
 * end within `gapPx`. A junction of three otherwise always costs a stroke. Points are expected about a pixel apart.
 */
export async function drawLoopsInPassing(
  chains: readonly Chain[],
  gapPx: number,
  pace: Pace = unpaced,
): Promise<Chain[]> {
  const touches = await findTouches(chains, gapPx, pace)
  touches.sort((p, q) => p.distance - q.distance || p.end - q.end || p.loop - q.loop)
  const loopAt = new Map<number, Touch>()
  const taken = new Set<number>()
  for (const touch of touches) {
    if (loopAt.has(touch.end) || taken.has(touch.loop)) continue
    loopAt.set(touch.end, touch)
    taken.add(touch.loop)
  }
  const out: Chain[] = []
  for (let index = 0; index < chains.length; index++) {
    if (taken.has(index)) continue
    let line = chains[index]
    for (let side = 0; side < 2; side++) {
      const touch = loopAt.get(index * 2 + side)
      if (touch)
        line = side
          ? roundLoop(line, touch, chains)
          : reverseChain(roundLoop(reverseChain(line), touch, chains))
    }
    out.push(line)
  }
  return out
}

/** The line goes on round the loop from where it touches back to there. */
function roundLoop(line: Chain, { loop, point }: Touch, chains: readonly Chain[]): Chain {
  const { points, strength } = chains[loop]
  const count = strength.length
  const before = ((point + count - 1) % count) * 2
  const after = ((point + 1) % count) * 2
  const last = line.points.length - 2
  const inner = Math.max(0, last - 10)
  const along =
    (line.points[last] - line.points[inner]) * (points[after] - points[before]) +
    (line.points[last + 1] - line.points[inner + 1]) * (points[after + 1] - points[before + 1])
  const round = sliceChain(chains[loop], point, point + count + 1)
  return joinChains(line, round, false, along < 0)
}

/** For each end of an open chain the nearest point of each loop within reach; ends 2 c and 2 c + 1 are those of chain c. */
async function findTouches(chains: readonly Chain[], gapPx: number, pace: Pace): Promise<Touch[]> {
  const cell = Math.max(gapPx, 1)
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
  const touches: Touch[] = []
  for (let loop = 0; loop < chains.length; loop++) {
    const { points, closed } = chains[loop]
    if (!closed) continue
    const nearest = new Map<number, Touch>()
    for (let i = 0; i < points.length; i += 2) {
      const column = Math.floor(points[i] / cell)
      const row = Math.floor(points[i + 1] / cell)
      for (let k = 0; k < 9; k++) {
        for (const end of cells.get(key(column + (k % 3) - 1, row + Math.floor(k / 3) - 1)) ?? []) {
          const line = chains[end >> 1].points
          const at = (end & 1) * (line.length - 2)
          const distance = Math.sqrt((line[at] - points[i]) ** 2 + (line[at + 1] - points[i + 1]) ** 2)
          if (distance > gapPx || distance >= (nearest.get(end)?.distance ?? Number.POSITIVE_INFINITY))
            continue
          nearest.set(end, { end, loop, point: i / 2, distance })
        }
      }
    }
    touches.push(...nearest.values())
    await pace(points.length * 300)
  }
  return touches
}
