import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { type Chain, joinChains, reverseChain, sliceChain } from '../chain.ts'
import { type See, visitNearEnds } from './near-ends.ts'

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

/** For each end of an open chain the nearest point of each loop within reach. */
async function findTouches(chains: readonly Chain[], gapPx: number, pace: Pace): Promise<Touch[]> {
  const nearest = new Map<number, Touch>()
  const loops = chains.flatMap(({ closed }, index) => (closed ? [index] : []))
  const see: See = (end, loop, point, distance) => {
    const key = loop * chains.length * 2 + end
    if (distance < (nearest.get(key)?.distance ?? Number.POSITIVE_INFINITY))
      nearest.set(key, { end, loop, point, distance })
  }
  await visitNearEnds(chains, loops, gapPx, see, pace)
  return [...nearest.values()]
}
