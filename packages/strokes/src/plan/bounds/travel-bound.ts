import { ascending } from '../../geometry/ascending.ts'
import { scaled } from '../../geometry/steps.ts'
import type { Stroke } from '../../types.ts'
import type { Position } from '../ordering/travel.ts'
import {
  type Doors,
  doorsOf,
  nearestBound,
  nearWays,
  type Ways,
  waysFrom,
  withMoreWays,
} from './bound-doors.ts'
import { createSparseTrees, type Toll, type Tree, tollOf } from './bound-trees.ts'
import { fullTree } from './full-tree.ts'
import { growMoats, type OddClusters } from './odd-clusters.ts'
import { withViolated } from './violated-clusters.ts'

/** Near doors that the ascent looks at from each. */
const nearDoors = 10
/**
 * Rounds of each climb, and of those where there are very many ends. After each a tree over all pairs of them is found,
 * and the ways in it that the climb did not know are looked at in the next.
 */
const climbs = [150, 100, 100, 100, 100]
const manyDoors = 10_000
const climbsOfMany = [40, 40, 40]
/** The size of steps at the start of the first climb, its share of that in each next one, and what it is divided by after rounds without gain. */
const firstPace = 1.5
const laterPace = 0.5
const slowing = 1.5
/** The steps get smaller after so many rounds that gained nothing. */
const patience = 12
/** A part of the step before steadies the next (Volgenant & Jonker 1982). */
const momentum = 0.3
/** What climbs take by themselves; the rest is for the trees over all pairs. */
const climbShare = 0.8
/** With more doors the exact trees take too long, and the weaker bound has to do. */
const mostDoors = 30_000

/**
 * A length in mm that no order of these strokes can go below, whichever way around they are drawn and wherever loops are
 * begun: the pen-up way between them and, with `start`, from there. By trees with prices on the ends (Held & Karp 1971)
 * and moats around clusters of ends that an odd number of ways takes, of which one at least has to leave (Edmonds 1965,
 * Jünger & Pulleyblank 1993): where three strokes meet, a tree would join all of them for nothing. What counts is found
 * over all pairs of ends; with very many of them by nearest neighbors. `knownMm`, what some order takes, steers the
 * steps. Reports 0…1.
 */
export function* travelBound(
  strokes: readonly Stroke[],
  { start, knownMm }: { readonly start?: Position; readonly knownMm?: number } = {},
): Generator<number, number> {
  const doors = doorsOf(strokes.filter(({ points }) => points.length > 0))
  if (doors.strokes < 2) return doors.strokes === 0 || !start ? 0 : Math.min(...waysFrom(doors, start))
  let proven = Math.max(0, yield* scaled(nearestBound(doors), 0, 0))
  if (doors.xs.length > mostDoors) return proven
  const fromStart = start ? waysFrom(doors, start) : new Float64Array(doors.xs.length)
  let near = yield* scaled(nearWays(doors, nearDoors), 0, 0)
  let { clusters, radii } = yield* scaled(growMoats(doors.wanted, linksOf(doors, near)), 0, 0)
  const prices = radii.map((radius) => -radius)
  const plan = doors.xs.length > manyDoors ? climbsOfMany : climbs
  for (const [i, rounds] of plan.entries()) {
    const shareOf = (part: number) => (i + part) / plan.length
    const trees = createSparseTrees(doors, near, clusters)
    const treeOf = (toll: Toll) => withStart(doors, clusters, trees.shortest(toll), toll, fromStart)
    const pace = firstPace * laterPace ** i
    const steps = climb({ doors, clusters, prices, treeOf, rounds, pace, knownMm })
    const { toll, constant } = yield* scaled(steps, shareOf(0), shareOf(climbShare))
    const full = yield* scaled(fullTree(doors, toll, clusters), shareOf(climbShare), shareOf(1))
    const exact = full.length + costOfStart(doors, toll, fromStart) + constant
    proven = Math.max(proven, exact)
    if (knownMm !== undefined && proven >= knownMm) break
    const uses = linksOf(doors, near).map((link) => ({ ...link, share: trees.shares[link.way] }))
    clusters = yield* scaled(withViolated(clusters, doors.wanted, uses), shareOf(1), shareOf(1))
    near = withMoreWays(doors, near, full.ways)
  }
  return proven
}

/** Ways between ports, shortest first. */
function linksOf({ port }: Doors, { from, to, lengths }: Ways) {
  return Array.from(ascending(lengths), (way) => ({
    way,
    a: port[from[way]],
    b: port[to[way]],
    length: lengths[way],
  }))
}

type Climb = {
  readonly doors: Doors
  /** Their moats are changed, as are the prices. */
  readonly clusters: OddClusters
  readonly prices: Float64Array
  readonly treeOf: (toll: Toll) => Tree
  readonly rounds: number
  readonly pace: number
  readonly knownMm: number | undefined
}

/** Steps towards prices and moats with which the shortest tree is longest; answers the best of them on the way. */
function* climb({ doors, clusters, prices, treeOf, rounds, pace, knownMm }: Climb) {
  const { wanted } = doors
  const { moats } = clusters
  const priceSteps = new Float64Array(prices.length)
  const moatSteps = new Float64Array(moats.length)
  let best = { bound: Number.NEGATIVE_INFINITY, toll: tollOf(prices, clusters), constant: 0 }
  let since = 0
  for (let round = 0; round < rounds; round++) {
    yield round / rounds
    const toll = tollOf(prices, clusters)
    const tree = treeOf(toll)
    const constant =
      moats.reduce((sum, moat) => sum + moat, 0) -
      wanted.reduce((sum, ways, port) => sum + ways * prices[port], 0)
    const bound = tree.length + constant
    since++
    if (bound > best.bound) {
      best = { bound, toll, constant }
      since = 0
    } else if (since >= patience) {
      pace /= slowing
      since = 0
    }
    const misses = missesOf(tree, wanted, moats)
    if (misses === 0) break
    const step = (pace * Math.max(0.001 * Math.abs(bound), (knownMm ?? 1.3 * best.bound) - bound)) / misses
    for (let port = 0; port < prices.length; port++) {
      const miss = tree.degrees[port] - wanted[port]
      priceSteps[port] = (1 - momentum) * step * miss + momentum * priceSteps[port]
      prices[port] += priceSteps[port]
    }
    for (let cluster = 0; cluster < moats.length; cluster++) {
      const miss = 1 - tree.crossings[cluster]
      moatSteps[cluster] = (1 - momentum) * step * miss + momentum * moatSteps[cluster]
      moats[cluster] = Math.max(0, moats[cluster] + moatSteps[cluster])
    }
  }
  return best
}

/** The square of how far a tree is from an order: a cluster that is left too often matters only where it has a moat. */
function missesOf({ degrees, crossings }: Tree, wanted: readonly number[], moats: Float64Array): number {
  let misses = 0
  for (let port = 0; port < degrees.length; port++) misses += (degrees[port] - wanted[port]) ** 2
  for (let cluster = 0; cluster < crossings.length; cluster++) {
    if (crossings[cluster] === 0 || moats[cluster] > 0) misses += (1 - crossings[cluster]) ** 2
  }
  return misses
}

/** The tree with the cheapest way from the start and the cheapest end, which leave all clusters around them. */
function withStart(
  doors: Doors,
  { parent, ofPort }: OddClusters,
  tree: Tree,
  toll: Toll,
  fromStart: Float64Array,
): Tree {
  for (const door of startDoors(doors, toll, fromStart)) {
    const port = doors.port[door]
    tree.degrees[port]++
    for (let cluster = ofPort[port]; cluster >= 0; cluster = parent[cluster]) tree.crossings[cluster]++
  }
  return { ...tree, length: tree.length + costOfStart(doors, toll, fromStart) }
}

function costOfStart(doors: Doors, toll: Toll, fromStart: Float64Array): number {
  const [first, last] = startDoors(doors, toll, fromStart)
  return fromStart[first] + toll.atPort[doors.port[first]] + toll.atPort[doors.port[last]]
}

/** The doors at which the way from the start, and the end, are cheapest. */
function startDoors(
  { port }: Doors,
  { atPort }: Toll,
  fromStart: Float64Array,
): [first: number, last: number] {
  let first = 0
  let last = 0
  for (const [door, at] of port.entries()) {
    if (fromStart[door] + atPort[at] < fromStart[first] + atPort[port[first]]) first = door
    if (atPort[at] < atPort[port[last]]) last = door
  }
  return [first, last]
}
