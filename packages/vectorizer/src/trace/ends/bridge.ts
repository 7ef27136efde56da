import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { type Chain, joinChains } from '../chain.ts'
import { headingOf } from './hooks.ts'

export type BridgeOptions = {
  /** Gaps longer than this stay open, in pixels. */
  readonly gapPx: number
  /** The same for lines that go straight on over it (within about 20°); `gapPx` unless given. */
  readonly straightPx?: number
  /** How far from an end its direction is read, in pixels. */
  readonly reachPx?: number
  /** Whether ends that all but touch are joined round a corner too: nothing is gained by lifting the pen there. */
  readonly turnsCorners?: boolean
}

type End = { chain: number; atStart: boolean; x: number; y: number; dx: number; dy: number }
type Gap = { a: number; b: number; cost: number }

/**
 * Joins chains over small gaps where both go on in each other's direction, the best gap first, and closes those that
 * come round to themselves. Detectors leave such gaps at junctions and where contrast fades; a hand does not.
 */
export async function bridgeChains(
  chains: readonly Chain[],
  options: BridgeOptions,
  pace: Pace = unpaced,
): Promise<Chain[]> {
  const { reachPx = 5 } = options
  const ends = chains.flatMap((chain, index) =>
    chain.closed ? [] : [endOf(chain, index, true, reachPx), endOf(chain, index, false, reachPx)],
  )
  const gaps = await findGaps(ends, options, pace)
  const partner = new Int32Array(ends.length).fill(-1)
  for (const { a, b } of gaps) {
    if (partner[a] >= 0 || partner[b] >= 0) continue
    partner[a] = b
    partner[b] = a
  }
  const endIndex = new Map(ends.map((end, index) => [end.chain * 2 + (end.atStart ? 0 : 1), index]))
  const used = new Uint8Array(chains.length)
  const out: Chain[] = chains.filter((chain) => chain.closed)
  const follow = (first: number) => {
    let joined: Chain | null = null
    let end = first
    while (end >= 0 && !used[ends[end].chain]) {
      const { chain, atStart } = ends[end]
      used[chain] = 1
      joined = joined
        ? joinChains(joined, chains[chain], false, !atStart)
        : joinChains(chains[chain], nothing, !atStart, false)
      end = partner[endIndex.get(chain * 2 + (atStart ? 1 : 0)) ?? -1] ?? -1
    }
    if (joined) out.push({ ...joined, closed: end === first && joined.strength.length > 2 })
  }
  for (let end = 0; end < ends.length; end++) if (partner[end] < 0) follow(end)
  for (let end = 0; end < ends.length; end++) if (!used[ends[end].chain]) follow(end)
  return out
}

const nothing: Chain = { points: new Float64Array(0), strength: new Float32Array(0), closed: false }

function endOf({ points }: Chain, chain: number, atStart: boolean, reachPx: number): End {
  const count = points.length / 2
  const at = atStart ? 0 : count - 1
  const inner = atStart ? Math.min(reachPx, count - 1) : Math.max(count - 1 - reachPx, 0)
  return { chain, atStart, x: points[at * 2], y: points[at * 2 + 1], ...headingOf(points, at * 2, inner * 2) }
}

async function findGaps(ends: readonly End[], options: BridgeOptions, pace: Pace): Promise<Gap[]> {
  const cell = Math.max(options.gapPx, options.straightPx ?? 0, 1)
  const key = (x: number, y: number) => Math.floor(x / cell) * 65536 + Math.floor(y / cell)
  const cells = new Map<number, number[]>()
  ends.forEach((end, index) => {
    const at = key(end.x, end.y)
    const there = cells.get(at)
    if (there) there.push(index)
    else cells.set(at, [index])
  })
  const gaps: Gap[] = []
  for (let a = 0; a < ends.length; a++) {
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const b of cells.get(key(ends[a].x + dx * cell, ends[a].y + dy * cell)) ?? []) {
          const cost = b > a ? costOf(ends[a], ends[b], options) : Number.POSITIVE_INFINITY
          if (cost < Number.POSITIVE_INFINITY) gaps.push({ a, b, cost })
        }
      }
    }
    await pace(400)
  }
  return gaps.sort((p, q) => p.cost - q.cost || p.a - q.a || p.b - q.b)
}

/** What counts as straight on: the cosine at either end. */
const straight = 0.94
/** Where corners are turned, one costs this much more gap per turn of 90°, so that smooth joints come first. */
const cornerPx = 2

/**
 * Infinite where joining would need a turn of more than about 50° at either end, or 65° in all; where corners are
 * turned, only where the pen would go back the way it came (more than about 155°).
 */
function costOf(a: End, b: End, { gapPx, straightPx = gapPx, turnsCorners }: BridgeOptions): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const gap = Math.sqrt(dx * dx + dy * dy)
  if (gap > Math.max(gapPx, straightPx)) return Number.POSITIVE_INFINITY
  const meet = -(a.dx * b.dx + a.dy * b.dy)
  if (turnsCorners) return meet < -0.9 ? Number.POSITIVE_INFINITY : gap + cornerPx * (1 - meet)
  if (meet < 0.4) return Number.POSITIVE_INFINITY
  // Ends that all but touch have no direction between them.
  if (gap < 2) return gap * (2 - meet)
  const leave = (a.dx * dx + a.dy * dy) / gap
  const arrive = -(b.dx * dx + b.dy * dy) / gap
  const least = gap > gapPx ? straight : 0.65
  if (leave < least || arrive < least) return Number.POSITIVE_INFINITY
  return gap * (4 - meet - leave - arrive)
}
