import { createUnion } from '../geometry/union.ts'
import type { Graph } from './graph.ts'
import { type Leaving, turnBetween } from './leaving.ts'

/** A place where strokes meet or end, in pixels, and how far the ink reaches around it. */
export type Joint = {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** A run of skeleton pixels between two joints; -1 for both of a loop without a joint. */
export type Bone = {
  readonly from: number
  readonly to: number
  readonly pixels: readonly number[]
}

/** The skeleton of drawn marks, freed of what only thinning put there. */
export type Skeleton = {
  readonly joints: readonly Joint[]
  readonly bones: readonly Bone[]
}

/**
 * Takes spurs off, strings bones together where only two are left, and draws the joints of one crossing into one:
 * thinning splits a crossing of two strokes into two forks with a bone between that no pen ever drew.
 * `reach` is the ink's distance transform.
 */
export function cleanSkeleton(graph: Graph, reach: Float32Array, width: number): Skeleton {
  let bones: Bone[] = graph.branches.map(({ from, to, pixels }) => ({ from, to, pixels }))
  const radius = graph.nodeX.map((x, node) => radiusAt(reach, width, x, graph.nodeY[node]))
  for (let round = 0; round < 4; round++) {
    const kept = withoutSpurs(bones, radius, reach)
    const joined = dissolve(kept, graph.nodeX.length)
    const settled = joined.length === bones.length
    bones = joined
    if (settled) break
  }
  return contract(bones, graph, radius, reach, width)
}

function radiusAt(reach: Float32Array, width: number, x: number, y: number): number {
  return Math.max(1, reach[Math.floor(y) * width + Math.floor(x)] ?? 1)
}

function degrees(bones: readonly Bone[], joints: number): Int32Array {
  const degree = new Int32Array(joints)
  for (const { from, to } of bones) {
    if (from < 0) continue
    degree[from]++
    degree[to]++
  }
  return degree
}

/**
 * Leaves out bones with a loose end that stick out of the ink around their joint by less than the ink is wide there:
 * those follow a bump of the outline, not a stroke. Where all bones of a joint would go, the longest stays.
 */
function withoutSpurs(bones: readonly Bone[], radius: readonly number[], reach: Float32Array): Bone[] {
  const degree = degrees(bones, radius.length)
  const spurs = new Set<Bone>()
  const left = Int32Array.from(degree)
  const candidates = bones
    .filter(({ from, to }) => from >= 0 && from !== to && (degree[from] === 1) !== (degree[to] === 1))
    .map((bone) => {
      const { from, to, pixels } = bone
      const isOut = degree[to] === 1
      const base = isOut ? from : to
      const tip = pixels.length > 0 ? reach[pixels[isOut ? pixels.length - 1 : 0]] : 0
      return { bone, base, sticksOut: pixels.length + 1 + tip - radius[base] }
    })
    .sort((p, q) => p.sticksOut - q.sticksOut)
  for (const { bone, base, sticksOut } of candidates) {
    if (degree[base] < 3 || sticksOut > Math.max(0.7 * radius[base], 1.5)) continue
    // The last one left is the stroke itself.
    if (left[base] <= 1) continue
    left[base]--
    spurs.add(bone)
  }
  return bones.filter((bone) => {
    if (spurs.has(bone)) return false
    // A tiny loop at a joint is a pinhole in the ink.
    return bone.from < 0 || bone.from !== bone.to || bone.pixels.length > 2 * Math.PI * 1.2
  })
}

/** Strings bones together through joints where exactly two ends meet. */
function dissolve(bones: readonly Bone[], joints: number): Bone[] {
  const ends: number[][] = Array.from({ length: joints }, () => [])
  bones.forEach(({ from, to }, index) => {
    if (from < 0) return
    ends[from].push(index * 2)
    ends[to].push(index * 2 + 1)
  })
  const used = new Uint8Array(bones.length)
  const out: Bone[] = []
  // End 2b is the start of bone b, 2b + 1 its far end.
  const follow = (first: number) => {
    const pixels: number[] = []
    const start = bones[first >> 1]
    const from = first & 1 ? start.to : start.from
    for (let end = first; ; ) {
      const bone = bones[end >> 1]
      used[end >> 1] = 1
      append(pixels, bone.pixels, (end & 1) === 1)
      const to = end & 1 ? bone.from : bone.to
      const meeting = to >= 0 ? ends[to] : []
      const next = meeting.length === 2 ? (meeting[0] === (end ^ 1) ? meeting[1] : meeting[0]) : -1
      if (next < 0 || used[next >> 1]) {
        const closes = next >= 0 && to === from && meeting.length === 2
        out.push(closes ? { from: -1, to: -1, pixels } : { from, to, pixels })
        return
      }
      end = next
    }
  }
  bones.forEach((bone, index) => {
    if (used[index]) return
    if (bone.from < 0) out.push(bone)
    else if (ends[bone.from].length !== 2) follow(index * 2)
    else if (ends[bone.to].length !== 2) follow(index * 2 + 1)
  })
  bones.forEach((bone, index) => {
    if (!used[index] && bone.from >= 0) follow(index * 2)
  })
  return out
}

function append(to: number[], pixels: readonly number[], backwards: boolean): void {
  for (let k = 0; k < pixels.length; k++) to.push(pixels[backwards ? pixels.length - 1 - k : k])
}

/**
 * Makes one joint of those that a bone joins which lies wholly in the overlap of strokes: it is short, or the ink along
 * it is wider than the strokes that come in.
 */
function contract(
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
  /** Do the two other bones at each end of this one go on straight over it? */
  const isCrossing = (index: number, usual: number) => {
    const { from, to } = bones[index]
    const [a, b, ...more] = outgoing(from, index, usual)
    const [c, d, ...others] = outgoing(to, index, usual)
    if (!a || !b || !c || !d || more.length > 0 || others.length > 0) return false
    const straight = Math.max(turnBetween(a, c), turnBetween(b, d))
    const crossed = Math.max(turnBetween(a, d), turnBetween(b, c))
    return Math.min(straight, crossed) < mostCrossingTurn
  }
  const outgoing = (node: number, except: number, usual: number) =>
    meeting[node]
      .filter((other) => other !== except)
      .map((other) => leavingFrom(bones[other], bones[other].from === node, usual, width))
  const inner = new Set<Bone>()
  bones.forEach((bone, index) => {
    const { from, to, pixels } = bone
    if (from < 0 || from === to || meeting[from].length < 3 || meeting[to].length < 3) return
    const around = [...meeting[from], ...meeting[to]]
      .filter((other) => other !== index && bones[other].pixels.length >= 4)
      .map((other) => strokeRadius[other])
      .sort((p, q) => p - q)
    const usual = around.length > 0 ? around[around.length >> 1] : radius[from]
    const isShort = pixels.length <= 1.3 * Math.max(usual, 1.5)
    const isWide = pixels.length <= 7 * usual && strokeRadius[index] > 1.12 * usual + 0.2
    if (!isShort && !isWide && !(pixels.length <= 12 * usual && isCrossing(index, usual))) return
    inner.add(bone)
    join(from, to)
  })
  const members: number[][] = Array.from({ length: count }, () => [])
  for (let node = 0; node < count; node++) members[rootOf(node)].push(node)
  const joints = members.map((nodes) => jointOf(nodes, graph, radius))
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

/** A stroke that crosses another bends no more than this on its way through, in radians. */
const mostCrossingTurn = 0.6

/** How a bone leaves a joint towards it, read outside the ink that the joint's strokes share. */
function leavingFrom({ pixels }: Bone, isStart: boolean, usual: number, width: number): Leaving | undefined {
  const near = Math.min(pixels.length - 1, Math.round(1.5 * usual))
  const far = Math.min(pixels.length - 1, near + Math.max(4, Math.round(4 * usual)))
  if (far - near < 3) return undefined
  const at = (k: number) => pixels[isStart ? k : pixels.length - 1 - k]
  const x = (at(near) % width) + 0.5
  const y = Math.floor(at(near) / width) + 0.5
  const dx = x - (at(far) % width) - 0.5
  const dy = y - Math.floor(at(far) / width) - 0.5
  const length = Math.sqrt(dx * dx + dy * dy)
  return { x, y, dx: dx / length, dy: dy / length }
}

/** The middle of what became one joint; its radius covers all of them. */
function jointOf(nodes: readonly number[], graph: Graph, radius: readonly number[]): Joint {
  if (nodes.length === 0) return { x: 0, y: 0, radius: 0 }
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
  return { x, y, radius: reach }
}

/** The usual distance from the middle to the outline along a run of skeleton pixels. */
export function medianReach(pixels: readonly number[], reach: Float32Array): number {
  if (pixels.length === 0) return 0
  const sorted = new Float32Array(pixels.length)
  for (let k = 0; k < pixels.length; k++) sorted[k] = reach[pixels[k]]
  sorted.sort()
  return sorted[sorted.length >> 1]
}
