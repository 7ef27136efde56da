import { type Doors, type Ways, waysBetween } from './bound-doors.ts'
import type { Toll } from './bound-trees.ts'
import type { OddClusters } from './odd-clusters.ts'

/** Pairs of doors looked at between two reports: some milliseconds of work. */
const stepSize = 1_000_000

/**
 * The shortest tree through all strokes over every pair of doors, with tolls (Prim): its length with them, and its ways.
 * O(doors²). Reports 0…1.
 */
export function* fullTree(
  doors: Doors,
  { atPort, within }: Toll,
  clusters: OddClusters,
): Generator<number, { readonly length: number; readonly ways: Ways }> {
  const { xs, ys, stroke, port, strokes } = doors
  const least = new Float64Array(strokes).fill(Number.POSITIVE_INFINITY)
  const leastFrom = new Int32Array(strokes)
  const leastTo = new Int32Array(strokes)
  const inCluster = new Float64Array(atPort.length)
  const outside = createOutside(doors)
  const from: number[] = []
  const to: number[] = []
  let length = 0
  let looked = 0
  for (let added = 1, next = 0; ; added++) {
    outside.remove(next)
    const left = outside.doors.subarray(0, outside.count())
    for (let a = outside.first[next]; a < outside.first[next + 1]; a++) {
      const [x, y, toll] = [xs[a], ys[a], atPort[port[a]]]
      const outermost = markCluster(port[a], within, inCluster, clusters)
      for (let i = 0; i < left.length; i++) {
        const b = left[i]
        const other = stroke[b]
        const rest = toll + atPort[port[b]] + inCluster[port[b]]
        const room = least[other] - rest
        if (room <= 0) continue
        const dx = x - xs[b]
        const dy = y - ys[b]
        const square = dx * dx + dy * dy
        if (square >= room * room) continue
        least[other] = Math.sqrt(square) + rest
        leastFrom[other] = a
        leastTo[other] = b
      }
      for (const member of clusters.members[outermost] ?? []) inCluster[member] = 0
      looked += left.length
      if (looked < stepSize) continue
      looked = 0
      yield added / strokes
    }
    if (added === strokes) return { length, ways: waysBetween(doors, from, to) }
    next = stroke[left[0]]
    for (let i = 1; i < left.length; i++) if (least[stroke[left[i]]] < least[next]) next = stroke[left[i]]
    length += least[next]
    from.push(leastFrom[next])
    to.push(leastTo[next])
  }
}

/** The doors of strokes that are not in the tree yet, in no order. */
function createOutside({ stroke, strokes }: Doors) {
  const doors = Int32Array.from(stroke.keys())
  const placeOf = doors.slice()
  /** The first door of each stroke, and after the last one their number. */
  const first = new Int32Array(strokes + 1)
  for (let door = 0; door < doors.length; door++) first[stroke[door] + 1] = door + 1
  let count = doors.length
  return {
    doors,
    first,
    count: () => count,
    remove(id: number): void {
      for (let door = first[id]; door < first[id + 1]; door++) {
        const last = doors[--count]
        doors[placeOf[door]] = last
        placeOf[last] = placeOf[door]
      }
    },
  }
}

/** Sets for each port in a cluster with this one what ways between the two get back; answers the outermost cluster. */
function markCluster(
  port: number,
  within: Float64Array,
  inCluster: Float64Array,
  { parent, ofPort, members }: OddClusters,
): number {
  const chain: number[] = []
  for (let cluster = ofPort[port]; cluster >= 0; cluster = parent[cluster]) chain.push(cluster)
  for (const cluster of chain.reverse())
    for (const member of members[cluster]) inCluster[member] = within[cluster]
  return chain[0] ?? -1
}
