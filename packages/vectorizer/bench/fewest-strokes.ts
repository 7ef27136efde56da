import { createUnion } from '@plotline/strokes/geometry/union'
import { createEdgeMap } from '../src/edges/edge-map.ts'
import { thin } from '../src/edges/thin.ts'
import { traceGraph } from '../src/trace/graph.ts'

/**
 * The mean stroke, in pixels, of marks that are drawn in as few strokes as can be without going over anything twice:
 * every part costs half as many strokes as odd numbers of lines meet in it, and at least one (Euler).
 */
export async function longestMean(marks: Uint8Array, width: number, height: number): Promise<number> {
  const map = createEdgeMap(width, height)
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) map.marks[i] = marks[i]
  }
  await thin(map.marks, width, height)
  const { nodeX, branches } = await traceGraph(map)
  const degree = new Int32Array(nodeX.length)
  for (const { from, to } of branches) {
    if (from < 0) continue
    degree[from]++
    degree[to]++
  }
  const { join, rootOf } = createUnion(nodeX.length)
  const lines = branches.filter(({ from }) => from >= 0)
  for (const { from, to } of lines) join(from, to)
  const odd = new Map(lines.map(({ from }) => [rootOf(from), 0]))
  degree.forEach((meeting, node) => {
    if (meeting % 2) odd.set(rootOf(node), (odd.get(rootOf(node)) ?? 0) + 1)
  })
  let strokes = branches.length - lines.length
  for (const ends of odd.values()) strokes += Math.max(1, ends / 2)
  return branches.reduce((sum, { pixels }) => sum + pixels.length, 0) / strokes
}
