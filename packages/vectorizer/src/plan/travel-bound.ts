import { createPointIndex } from '../geometry/point-index.ts'
import type { Stroke } from '../types.ts'
import type { Position } from './travel.ts'

/** Rounds of the ascent, and near doors that it looks at from each. */
const rounds = 150
const nearDoors = 10
/** The steps get smaller after so many rounds that gained nothing. */
const patience = 12
/** With more doors the exact tree of the last step takes too long, and the weaker bound has to do. */
const mostDoors = 30_000

/**
 * A length in mm that no order of these strokes can go below, whichever way around they are drawn and wherever loops are
 * begun: the pen-up way between them and, with `start`, from there. By trees with prices on the ends (Held & Karp 1971),
 * whose last and best is found over all pairs of ends; with very many of them by nearest neighbors. `knownMm`, what some
 * order takes, steers the steps. Reports 0…1.
 */
export function* travelBound(
  strokes: readonly Stroke[],
  { start, knownMm }: { readonly start?: Position; readonly knownMm?: number } = {},
): Generator<number, number> {
  const doors = doorsOf(strokes.filter(({ points }) => points.length > 0))
  if (doors.strokes < 2) return doors.strokes === 0 || !start ? 0 : Math.min(...waysFrom(doors, start))
  if (doors.xs.length > mostDoors) return Math.max(0, nearestBound(doors))
  const fromStart = start ? waysFrom(doors, start) : new Float64Array(doors.xs.length)
  const near = nearWays(doors)
  const prices = new Float64Array(doors.wanted.length)
  const direction = new Float64Array(doors.wanted.length)
  let best = Number.NEGATIVE_INFINITY
  let bestPrices = prices.slice()
  let pace = 1.5
  let since = 0
  for (let round = 0; round < rounds; round++) {
    yield (0.9 * round) / rounds
    const tree = sparseTree(doors, near, prices)
    const bound = addStart(doors, tree, fromStart, prices)
    since++
    if (bound > best) {
      best = bound
      bestPrices = prices.slice()
      since = 0
    } else if (since >= patience) {
      pace /= 1.5
      since = 0
    }
    let misses = 0
    for (const [port, degree] of tree.degrees.entries()) misses += (degree - doors.wanted[port]) ** 2
    if (misses === 0) break
    const step = (pace * Math.max(0.001 * Math.abs(bound), (knownMm ?? 1.3 * best) - bound)) / misses
    for (const [port, degree] of tree.degrees.entries()) {
      // A part of the step before steadies this one (Volgenant & Jonker 1982).
      direction[port] = 0.7 * step * (degree - doors.wanted[port]) + 0.3 * direction[port]
      prices[port] += direction[port]
    }
  }
  yield 0.9
  const bound = addStart(doors, fullTree(doors, bestPrices), fromStart, bestPrices)
  return Math.max(0, nearestBound(doors), bound)
}

/**
 * Every place at which a stroke may be entered or left, by port: the two ends of an open stroke are ports that take one
 * way each, the vertices of a loop and a dot are one port for two.
 */
type Doors = {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly stroke: Int32Array
  readonly port: Int32Array
  /** Ways at each port. */
  readonly wanted: readonly number[]
  readonly strokes: number
}
type Tree = { readonly length: number; readonly degrees: Int32Array }

function doorsOf(strokes: readonly Stroke[]): Doors {
  const xs: number[] = []
  const ys: number[] = []
  const stroke: number[] = []
  const port: number[] = []
  const wanted: number[] = []
  for (const [id, { points, closed }] of strokes.entries()) {
    const isOpen = !closed && points.length > 2
    for (let i = 0; i < points.length; i += isOpen ? points.length - 2 : 2) {
      if (isOpen || i === 0) wanted.push(isOpen ? 1 : 2)
      xs.push(points[i])
      ys.push(points[i + 1])
      stroke.push(id)
      port.push(wanted.length - 1)
    }
  }
  return {
    xs: Float64Array.from(xs),
    ys: Float64Array.from(ys),
    stroke: Int32Array.from(stroke),
    port: Int32Array.from(port),
    wanted,
    strokes: strokes.length,
  }
}

function waysFrom({ xs, ys }: Doors, { x, y }: Position): Float64Array {
  return xs.map((value, door) => Math.hypot(value - x, ys[door] - y))
}

type Ways = { readonly from: Int32Array; readonly to: Int32Array; readonly lengths: Float64Array }

function nearWays(doors: Doors): Ways {
  const { xs, ys, stroke } = doors
  const index = createPointIndex(xs, ys)
  const from: number[] = []
  const to: number[] = []
  for (let door = 0; door < xs.length; door++) {
    const accept = (other: number) => stroke[other] !== stroke[door]
    for (const other of index.nearestMany(xs[door], ys[door], nearDoors, Number.POSITIVE_INFINITY, accept)) {
      from.push(door)
      to.push(other)
    }
  }
  const lengths = Float64Array.from(from, (door, i) => Math.hypot(xs[door] - xs[to[i]], ys[door] - ys[to[i]]))
  return { from: Int32Array.from(from), to: Int32Array.from(to), lengths }
}

/** A short tree through all strokes along near ways, with prices; ways beyond those join what they leave apart (Kruskal). */
function sparseTree(doors: Doors, { from, to, lengths }: Ways, prices: Float64Array): Tree {
  const { port, stroke } = doors
  const costs = lengths.map((length, i) => length + prices[port[from[i]]] + prices[port[to[i]]])
  const degrees = new Int32Array(doors.wanted.length)
  const parent = Int32Array.from({ length: doors.strokes }, (_, id) => id)
  const find = (id: number): number => {
    let at = id
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]]
      at = parent[at]
    }
    return at
  }
  let length = 0
  for (const way of byCost(costs)) {
    const [a, b] = [find(stroke[from[way]]), find(stroke[to[way]])]
    if (a === b) continue
    parent[b] = a
    length += costs[way]
    degrees[port[from[way]]]++
    degrees[port[to[way]]]++
  }
  return { length, degrees }
}

/** The numbers of these costs, cheapest first to within a millionth: number and cost share one key, which sorts fast. */
function byCost(costs: Float64Array): Float64Array {
  const least = costs.reduce((low, cost) => Math.min(low, cost), Number.POSITIVE_INFINITY)
  const most = costs.reduce((high, cost) => Math.max(high, cost), least)
  const scale = most > least ? 2 ** 27 / (most - least) : 0
  const room = 2 ** 25
  const keys = costs.map((cost, i) => Math.floor((cost - least) * scale) * room + i).sort()
  return keys.map((key) => key % room)
}

/** The shortest tree through all strokes over every pair of doors, with prices (Prim). O(doors · strokes). */
function fullTree({ xs, ys, stroke, port, wanted, strokes }: Doors, prices: Float64Array): Tree {
  const count = xs.length
  const degrees = new Int32Array(wanted.length)
  const least = new Float64Array(strokes).fill(Number.POSITIVE_INFINITY)
  const leastFrom = new Int32Array(strokes)
  const leastTo = new Int32Array(strokes)
  const isIn = new Uint8Array(strokes)
  const first = new Int32Array(strokes + 1)
  for (let door = 0; door < count; door++) first[stroke[door] + 1] = door + 1
  let length = 0
  for (let added = 1, next = 0; ; added++) {
    isIn[next] = 1
    for (let a = first[next]; a < first[next + 1]; a++) {
      for (let b = 0; b < count; b++) {
        const other = stroke[b]
        if (isIn[other]) continue
        const dx = xs[a] - xs[b]
        const dy = ys[a] - ys[b]
        const cost = Math.sqrt(dx * dx + dy * dy) + prices[port[a]] + prices[port[b]]
        if (cost >= least[other]) continue
        least[other] = cost
        leastFrom[other] = a
        leastTo[other] = b
      }
    }
    if (added === strokes) return { length, degrees }
    next = -1
    for (let id = 0; id < strokes; id++) {
      if (!isIn[id] && (next < 0 || least[id] < least[next])) next = id
    }
    length += least[next]
    degrees[port[leastFrom[next]]]++
    degrees[port[leastTo[next]]]++
  }
}

/** The tree with the cheapest way from the start and the cheapest end, less the prices that every order pays. */
function addStart(
  { port, wanted }: Doors,
  { length, degrees }: Tree,
  fromStart: Float64Array,
  prices: Float64Array,
): number {
  let first = 0
  let last = 0
  for (const [door, at] of port.entries()) {
    if (fromStart[door] + prices[at] < fromStart[first] + prices[port[first]]) first = door
    if (prices[at] < prices[port[last]]) last = door
  }
  degrees[port[first]]++
  degrees[port[last]]++
  const paid = wanted.reduce((sum, ways, at) => sum + ways * prices[at], 0)
  return length + fromStart[first] + prices[port[first]] + prices[port[last]] - paid
}

/** Half of every way belongs to each of its ends, and is no shorter than to the nearest; two ends may have none. */
function nearestBound({ xs, ys, stroke, port, wanted }: Doors): number {
  const index = createPointIndex(xs, ys)
  const nearest = new Float64Array(wanted.length).fill(Number.POSITIVE_INFINITY)
  for (let door = 0; door < xs.length; door++) {
    const accept = (other: number) => stroke[other] !== stroke[door]
    const [found] = index.nearestMany(xs[door], ys[door], 1, nearest[port[door]], accept)
    if (found === undefined) continue
    nearest[port[door]] = Math.min(
      nearest[port[door]],
      Math.hypot(xs[door] - xs[found], ys[door] - ys[found]),
    )
  }
  const longest = nearest.reduce((most, length) => Math.max(most, length), 0)
  return nearest.reduce((sum, length, at) => sum + length * wanted[at], 0) / 2 - longest
}
