import { ascending } from '../../geometry/ascending.ts'
import { createUnion } from '../../geometry/union.ts'
import type { Doors, Ways } from './bound-doors.ts'
import { clusterAround, type OddClusters } from './odd-clusters.ts'

/**
 * What a way costs beside its length: its price at both ports, less the moats of all clusters it leaves. `atPort` is less
 * all moats around the port, and `within` gives both ends back those around both, by the innermost cluster that is.
 */
export type Toll = { readonly atPort: Float64Array; readonly within: Float64Array }

export type Tree = {
  readonly length: number
  /** Ways of the tree at each port. */
  readonly degrees: Int32Array
  /** Ways of the tree that leave each cluster. */
  readonly crossings: Int32Array
}

/** The tolls of prices at the ports and of the moats around the clusters. */
export function tollOf(prices: Float64Array, { parent, ofPort, moats }: OddClusters): Toll {
  const around = moats.slice()
  for (let cluster = around.length - 1; cluster >= 0; cluster--)
    if (parent[cluster] >= 0) around[cluster] += around[parent[cluster]]
  return {
    atPort: prices.map((price, port) => (ofPort[port] < 0 ? price : price - around[ofPort[port]])),
    within: around.map((moat) => 2 * moat),
  }
}

/** How much of what was counted before each tree goes. */
const forgetting = 0.04

/**
 * Short trees through all strokes along near ways, with tolls; ways beyond those join what they leave apart (Kruskal).
 * `shares` tells of each way how many of the late trees took it, 0…1.
 */
export function createSparseTrees(doors: Doors, ways: Ways, clusters: OddClusters) {
  const { port, stroke, strokes, wanted } = doors
  const { lengths } = ways
  const count = lengths.length
  const fromPort = ways.from.map((door) => port[door])
  const toPort = ways.to.map((door) => port[door])
  const around = fromPort.map((from, way) => clusterAround(clusters, from, toPort[way]))
  const costs = new Float64Array(count)
  const shares = new Float64Array(count)
  const shortest = ({ atPort, within }: Toll): Tree => {
    for (let way = 0; way < count; way++) {
      const stay = around[way] < 0 ? 0 : within[around[way]]
      costs[way] = lengths[way] + atPort[fromPort[way]] + atPort[toPort[way]] + stay
      shares[way] *= 1 - forgetting
    }
    const parts = createUnion(strokes)
    const degrees = new Int32Array(wanted.length)
    const inside = new Int32Array(clusters.parent.length)
    const order = ascending(costs)
    let length = 0
    let joined = 1
    for (let i = 0; i < count && joined < strokes; i++) {
      const way = order[i]
      const a = parts.rootOf(stroke[ways.from[way]])
      const b = parts.rootOf(stroke[ways.to[way]])
      if (a === b) continue
      parts.join(a, b)
      joined++
      length += costs[way]
      shares[way] += forgetting
      degrees[fromPort[way]]++
      degrees[toPort[way]]++
      if (around[way] >= 0) inside[around[way]]++
    }
    return { length, degrees, crossings: crossingsOf(degrees, inside, clusters) }
  }
  return { shortest, shares }
}

/** Ways out of each cluster, given those at each port and those of which this is the innermost cluster around both ends. */
function crossingsOf(degrees: Int32Array, inside: Int32Array, { parent, ofPort }: OddClusters): Int32Array {
  const crossings = inside.map((ways) => -2 * ways)
  for (let port = 0; port < degrees.length; port++)
    if (ofPort[port] >= 0) crossings[ofPort[port]] += degrees[port]
  for (let cluster = 0; cluster < crossings.length; cluster++)
    if (parent[cluster] >= 0) crossings[parent[cluster]] += crossings[cluster]
  return crossings
}
