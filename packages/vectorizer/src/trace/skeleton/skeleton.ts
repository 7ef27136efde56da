import type { Graph } from '../graph.ts'
import type { Bone, Skeleton } from './bones.ts'
import { contract } from './contract.ts'

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
