import { createUnion } from '@plotline/strokes/geometry/union'
import type { Graph } from '../graph.ts'
import { type Bone, type Joint, medianReach, type Skeleton } from './bones.ts'
import { type Arm, isOverlap } from './crossing.ts'
import type { Leaving } from './leaving.ts'

/**
 * Makes one joint of those that a bone joins which lies wholly in the overlap of strokes: it is short, or the ink along
 * it is wider than the strokes that come in.
 */
export function contract(
  bones: readonly Bone[],
  graph: Graph,
  radius: readonly number[],
  reach: Float32Array,
  width: number,
): Skeleton {
  const count = graph.nodeX.length
  const meeting: number[][] = Array.from({ length: count }, () => [])
  bones.forEach(({ from, to }, index) => {
    if (from < 0) return
    meeting[from].push(index)
    meeting[to].push(index)
  })
  const strokeRadius = bones.map(({ pixels }) => medianReach(pixels, reach))
  const { join, rootOf } = createUnion(count)
  const inner = new Set<Bone>()
  /** The bones at the joint whose first node this is, as far as it is drawn into one. */
  const meetingAt = meeting.map((others) => [...new Set(others)])
  /** The other bones at both ends of this one, as they go in; undefined where one is too short to have a direction. */
  const armsOf = (index: number, usual: number): Arm[] | undefined => {
    const arms: Arm[] = []
    const roots = [rootOf(bones[index].from), rootOf(bones[index].to)]
    for (const [k, root] of roots.entries()) {
      for (const other of meetingAt[root]) {
        const bone = bones[other]
        if (other === index || inner.has(bone)) continue
        for (const isStart of [true, false]) {
          if (rootOf(isStart ? bone.from : bone.to) !== root) continue
          const out = leavingFrom(bone, isStart, usual, reach, width)
          if (!out) return undefined
          arms.push({ out, isFrom: k === 0 })
        }
      }
    }
    return arms
  }
  const order = [...bones.keys()].sort((a, b) => bones[a].pixels.length - bones[b].pixels.length || a - b)
  for (let round = 0; round < mostRounds; round++) {
    const before = inner.size
    for (const index of order) {
      const { from, to, pixels } = bones[index]
      if (from < 0 || inner.has(bones[index]) || rootOf(from) === rootOf(to)) continue
      if (meeting[from].length < 3 || meeting[to].length < 3) continue
      const around = [...meeting[from], ...meeting[to]]
        .filter((other) => other !== index && bones[other].pixels.length >= 4)
        .map((other) => strokeRadius[other])
        .sort((p, q) => p - q)
      const usual = around.length > 0 ? around[around.length >> 1] : radius[from]
      const isShort = pixels.length <= 1.3 * Math.max(usual, 1.5)
      const isWide = pixels.length <= 7 * usual && strokeRadius[index] > 1.12 * usual + 0.2
      if (!isShort && !isWide) {
        if (pixels.length > mostOverlap * usual) continue
        const isInk = (x: number, y: number) =>
          (reach[Math.floor(y) * width + Math.floor(x)] ?? 0) > usual - 2
        if (!isOverlap(armsOf(index, usual) ?? [], isInk)) continue
      }
      inner.add(bones[index])
      const both = [...new Set([...meetingAt[rootOf(from)], ...meetingAt[rootOf(to)]])]
      join(from, to)
      meetingAt[rootOf(from)] = both
    }
    if (inner.size === before) break
  }
  const nodesOf: number[][] = Array.from({ length: count }, () => [])
  for (let node = 0; node < count; node++) nodesOf[rootOf(node)].push(node)
  const joints = nodesOf.map((nodes) => jointOf(nodes, graph, radius))
  const outer: Bone[] = []
  for (const bone of bones) {
    if (inner.has(bone)) continue
    const from = bone.from < 0 ? -1 : rootOf(bone.from)
    const to = bone.to < 0 ? -1 : rootOf(bone.to)
    if (from >= 0 && from === to && bone.pixels.length <= 3 * joints[from].radius) continue
    outer.push({ from, to, pixels: bone.pixels })
  }
  return { joints, bones: outer }
}

/** How long strokes lie over each other that cross at a small angle, in halves of their width. */
const mostOverlap = 40
/** Crossings of three and more strokes come together step by step. */
const mostRounds = 3

/** How a bone leaves a joint towards it, read outside the ink that the joint's strokes share. */
function leavingFrom(
  { pixels }: Bone,
  isStart: boolean,
  usual: number,
  reach: Float32Array,
  width: number,
): Leaving | undefined {
  const at = (k: number) => pixels[isStart ? k : pixels.length - 1 - k]
  const most = Math.min(pixels.length - 1, Math.round(8 * usual))
  let near = Math.min(most, Math.round(1.5 * usual))
  while (near < most && reach[at(near)] > 1.12 * usual + 0.3) near++
  let far = Math.min(pixels.length - 1, near + Math.max(4, Math.round(4 * usual)))
  if (far - near < 3) {
    // Between two crossings close to each other its middle is as sure as it gets.
    near = pixels.length >> 2
    far = pixels.length - 1 - near
  }
  if (far - near < 3) return undefined
  const x = (at(near) % width) + 0.5
  const y = Math.floor(at(near) / width) + 0.5
  const dx = x - (at(far) % width) - 0.5
  const dy = y - Math.floor(at(far) / width) - 0.5
  const length = Math.sqrt(dx * dx + dy * dy)
  return { x, y, dx: dx / length, dy: dy / length }
}

/** The middle of what became one joint; its radius covers all of them. */
function jointOf(nodes: readonly number[], graph: Graph, radius: readonly number[]): Joint {
  if (nodes.length === 0) return { x: 0, y: 0, radius: 0, parts: [] }
  let x = 0
  let y = 0
  for (const node of nodes) {
    x += graph.nodeX[node] / nodes.length
    y += graph.nodeY[node] / nodes.length
  }
  let reach = 0
  for (const node of nodes) {
    const dx = graph.nodeX[node] - x
    const dy = graph.nodeY[node] - y
    reach = Math.max(reach, radius[node] + Math.sqrt(dx * dx + dy * dy))
  }
  const parts = nodes.map((node) => ({ x: graph.nodeX[node], y: graph.nodeY[node], radius: radius[node] }))
  return { x, y, radius: reach, parts }
}
