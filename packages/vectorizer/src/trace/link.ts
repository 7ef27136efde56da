import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import type { EdgeMap } from '../edges/edge-map.ts'
import type { Chain } from './chain.ts'
import type { Branch, Graph } from './graph.ts'

/** How far along a branch its direction at the node is read, in pixels. */
const reachPx = 7
/** Branches that meet go on as one stroke when they bend by less than about 60°. */
const straightest = -0.5

/**
 * Prunes spurs shorter than `spurPx` and strings the rest into chains that run through junctions along their tangent,
 * the straightest pair first. Where only two branches are left at a node they always go on as one.
 */
export async function linkChains(
  graph: Graph,
  map: EdgeMap,
  spurPx: number,
  pace: Pace = unpaced,
): Promise<Chain[]> {
  const branches = pruneSpurs(graph, spurPx)
  const ends = endsAt(graph, branches)
  const partner = new Int32Array(branches.length * 2).fill(-1)
  for (let node = 0; node < ends.length; node++) {
    pairEnds(graph, branches, map.width, node, ends[node], partner)
    await pace(200)
  }
  const used = new Uint8Array(branches.length)
  const chains: Chain[] = []
  const follow = (firstEnd: number) => {
    // End 2b is the start of branch b, 2b + 1 its far end: entering at one end means leaving at the other.
    const run: number[] = []
    for (let end = firstEnd; end >= 0 && !used[end >> 1]; end = partner[end ^ 1]) {
      used[end >> 1] = 1
      run.push(end)
    }
    const closed = partner[run[run.length - 1] ^ 1] === firstEnd || branches[firstEnd >> 1].from < 0
    const chain = chainOf(graph, branches, map, run, closed)
    if (chain.strength.length > 1) chains.push(chain)
  }
  for (let end = 0; end < partner.length; end++) {
    if (!used[end >> 1] && partner[end] < 0) follow(end)
    await pace(100)
  }
  for (let branch = 0; branch < branches.length; branch++) if (!used[branch]) follow(branch * 2)
  return chains
}

/** Side branches that end in nothing, shortest first, while at least two others are left at their node. */
function pruneSpurs(graph: Graph, spurPx: number): Branch[] {
  let branches = graph.branches.filter(
    ({ from, to, pixels }) => from < 0 || from !== to || pixels.length >= spurPx,
  )
  // Taking a spur off can leave another at the same node: three rounds settle all but fern-like marks.
  for (let round = 0; round < 3; round++) {
    const degree = new Int32Array(graph.nodeX.length)
    for (const { from, to } of branches) {
      if (from < 0) continue
      degree[from]++
      degree[to]++
    }
    const isSpur = ({ from, to, pixels }: Branch) =>
      from >= 0 && pixels.length < spurPx && (degree[from] === 1) !== (degree[to] === 1)
    const spurs = branches.filter(isSpur).sort((a, b) => a.pixels.length - b.pixels.length)
    const gone = new Set<Branch>()
    for (const spur of spurs) {
      const base = degree[spur.from] === 1 ? spur.to : spur.from
      if (degree[base] < 3) continue
      degree[base]--
      gone.add(spur)
    }
    if (gone.size === 0) break
    branches = branches.filter((branch) => !gone.has(branch))
  }
  return branches
}

function endsAt(graph: Graph, branches: readonly Branch[]): number[][] {
  const ends: number[][] = graph.nodeX.map(() => [])
  branches.forEach(({ from, to }, index) => {
    if (from < 0) return
    ends[from].push(index * 2)
    ends[to].push(index * 2 + 1)
  })
  return ends
}

function pairEnds(
  graph: Graph,
  branches: readonly Branch[],
  width: number,
  node: number,
  ends: readonly number[],
  partner: Int32Array,
): void {
  if (ends.length < 2) return
  const directions = ends.map((end) => directionOf(graph, branches[end >> 1], end & 1, width, node))
  const pairs: { a: number; b: number; bend: number }[] = []
  for (let a = 0; a < ends.length; a++) {
    for (let b = a + 1; b < ends.length; b++) {
      const bend = directions[a].x * directions[b].x + directions[a].y * directions[b].y
      if (ends.length === 2 || bend < straightest) pairs.push({ a, b, bend })
    }
  }
  pairs.sort((p, q) => p.bend - q.bend || p.a - q.a || p.b - q.b)
  for (const { a, b } of pairs) {
    if (partner[ends[a]] >= 0 || partner[ends[b]] >= 0) continue
    partner[ends[a]] = ends[b]
    partner[ends[b]] = ends[a]
  }
}

/** The unit direction in which a branch leaves its node. */
function directionOf(
  graph: Graph,
  branch: Branch,
  side: number,
  width: number,
  node: number,
): { x: number; y: number } {
  const { pixels } = branch
  const other = side === 0 ? branch.to : branch.from
  const at = side === 0 ? Math.min(reachPx, pixels.length) - 1 : Math.max(pixels.length - reachPx, 0)
  const x = pixels.length === 0 ? graph.nodeX[other] : (pixels[at] % width) + 0.5
  const y = pixels.length === 0 ? graph.nodeY[other] : Math.floor(pixels[at] / width) + 0.5
  const dx = x - graph.nodeX[node]
  const dy = y - graph.nodeY[node]
  const length = Math.sqrt(dx * dx + dy * dy) || 1
  return { x: dx / length, y: dy / length }
}

function chainOf(
  graph: Graph,
  branches: readonly Branch[],
  map: EdgeMap,
  run: readonly number[],
  closed: boolean,
): Chain {
  const xs: number[] = []
  const ys: number[] = []
  const strength: number[] = []
  const addNode = (node: number, like: number) => {
    if (node < 0) return
    xs.push(graph.nodeX[node])
    ys.push(graph.nodeY[node])
    strength.push(like)
  }
  for (const end of run) {
    const { from, to, pixels } = branches[end >> 1]
    const forward = (end & 1) === 0
    const first = pixels[forward ? 0 : pixels.length - 1]
    addNode(forward ? from : to, first === undefined ? 0 : map.strength[first])
    for (let k = 0; k < pixels.length; k++) {
      const pixel = pixels[forward ? k : pixels.length - 1 - k]
      xs.push((pixel % map.width) + 0.5 + map.shiftX[pixel])
      ys.push(Math.floor(pixel / map.width) + 0.5 + map.shiftY[pixel])
      strength.push(map.strength[pixel])
    }
  }
  const last = branches[run[run.length - 1] >> 1]
  const lastForward = (run[run.length - 1] & 1) === 0
  if (!closed) addNode(lastForward ? last.to : last.from, strength[strength.length - 1] ?? 0)
  const points = new Float64Array(xs.length * 2)
  for (let i = 0; i < xs.length; i++) {
    points[i * 2] = xs[i]
    points[i * 2 + 1] = ys[i]
  }
  return { points, strength: Float32Array.from(strength), closed }
}
