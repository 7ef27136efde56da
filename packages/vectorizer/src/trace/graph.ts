import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import type { EdgeMap } from '../edges/edge-map.ts'

/** A run of pixels between two nodes; `from` and `to` are node numbers, or -1 for both of a loop without a node. */
export type Branch = {
  readonly from: number
  readonly to: number
  readonly pixels: readonly number[]
}

/** The places where lines meet or end, in pixels, and the runs between them. */
export type Graph = {
  readonly nodeX: readonly number[]
  readonly nodeY: readonly number[]
  /** 1 where the node is the end of a line and nothing meets. */
  readonly nodeIsEnd: readonly boolean[]
  readonly branches: readonly Branch[]
}

/**
 * Reads thinned marks as a graph. Touching branch pixels are one node at their middle, so that a crossing which
 * thinning smeared over several pixels is one crossing.
 */
export async function traceGraph(map: EdgeMap, pace: Pace = unpaced): Promise<Graph> {
  const { width, height, marks } = map
  const ring = [-width, 1, width, -1, -width - 1, -width + 1, width + 1, width - 1]
  const nodeOf = new Int32Array(width * height).fill(-1)
  const nodeX: number[] = []
  const nodeY: number[] = []
  const nodeIsEnd: boolean[] = []
  const members: number[][] = []
  const degree = (i: number) => {
    let count = 0
    for (let k = 0; k < 8; k++) count += marks[i + ring[k]]
    return count
  }

  function addNode(seed: number): void {
    const isBranch = degree(seed) > 2
    const pixels = [seed]
    nodeOf[seed] = members.length
    for (let k = 0; isBranch && k < pixels.length; k++) {
      for (const step of ring) {
        const next = pixels[k] + step
        if (!marks[next] || nodeOf[next] >= 0 || degree(next) < 3) continue
        nodeOf[next] = members.length
        pixels.push(next)
      }
    }
    let sumX = 0
    let sumY = 0
    for (const pixel of pixels) {
      sumX += (pixel % width) + 0.5 + map.shiftX[pixel]
      sumY += Math.floor(pixel / width) + 0.5 + map.shiftY[pixel]
    }
    nodeX.push(sumX / pixels.length)
    nodeY.push(sumY / pixels.length)
    nodeIsEnd.push(!isBranch)
    members.push(pixels)
  }

  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (marks[i] && nodeOf[i] < 0 && degree(i) !== 2) addNode(i)
    }
    await pace(width * 4)
  }

  const walked = new Uint8Array(width * height)
  const branches: Branch[] = []
  // A pixel that is no node has two neighbours: the one the walk came from and the one it goes to.
  const walk = (start: number, previous: number): { pixels: number[]; to: number } => {
    const pixels: number[] = []
    for (let at = start, from = previous; ; ) {
      walked[at] = 1
      pixels.push(at)
      let step = 0
      for (let k = 0; k < 8 && step === 0; k++)
        if (marks[at + ring[k]] && at + ring[k] !== from) step = ring[k]
      from = at
      at += step
      if (nodeOf[at] >= 0 || walked[at]) return { pixels, to: nodeOf[at] }
    }
  }
  for (let node = 0; node < members.length; node++) {
    for (const pixel of members[node]) {
      for (const step of ring) {
        const next = pixel + step
        if (!marks[next] || walked[next]) continue
        if (nodeOf[next] < 0) {
          const { pixels, to } = walk(next, pixel)
          branches.push({ from: node, to, pixels })
          await pace(pixels.length * 40)
        } else if (nodeOf[next] > node) {
          branches.push({ from: node, to: nodeOf[next], pixels: [] })
        }
      }
    }
  }
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (!marks[i] || walked[i] || nodeOf[i] >= 0) continue
      branches.push({ from: -1, to: -1, pixels: walk(i, i).pixels })
    }
    await pace(width)
  }
  return { nodeX, nodeY, nodeIsEnd, branches }
}
