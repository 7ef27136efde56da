import { createUnion } from '../../geometry/union.ts'

/** Larger clusters tell little, and looking through them takes time. */
const mostMembers = 99
/** Links between two reports: some milliseconds of work. */
const stepSize = 10_000
/** Lengths that differ by less are one. */
const leastMoatMm = 1e-6

/** A way between two ports. */
export type Link = { readonly a: number; readonly b: number }

/**
 * Sets of ports that take an odd number of ways together, in each other or apart: at least one way has to leave each.
 * They are numbered from the inside out; `parent` is the next one around a cluster, `ofPort` the innermost around a port,
 * -1 where there is none. `moats` are their multipliers in mm, none below 0: what every way that leaves one pays for it.
 */
export type OddClusters = {
  readonly parent: Int32Array
  readonly ofPort: Int32Array
  readonly members: readonly (readonly number[])[]
  readonly moats: Float64Array
}

export type OddSet = { readonly ports: readonly number[]; readonly moat: number }

/**
 * The clusters that single linkage goes through, links given by length, shortest first, and how far each port and cluster
 * of odd `wanted` can grow before it meets the next: half of what lies between its last joining and its next. These
 * radii and moats keep out of each other's way, so that their sum is already a bound (Jünger & Pulleyblank 1993). Reports 0…1.
 */
export function* growMoats(
  wanted: readonly number[],
  links: readonly (Link & { readonly length: number })[],
): Generator<number, { clusters: OddClusters; radii: Float64Array }> {
  const radii = new Float64Array(wanted.length)
  const bornAt = new Float64Array(wanted.length)
  const sets: OddSet[] = []
  yield* linkUp(wanted, links, (pair, { length }) => {
    for (const { root, ports, isOdd } of pair) {
      if (isOdd && length > bornAt[root] + leastMoatMm) {
        const moat = (length - bornAt[root]) / 2
        if (ports.length === 1) radii[ports[0]] = moat
        else sets.push({ ports, moat })
      }
      bornAt[root] = length
    }
  })
  return { clusters: nested(sets, wanted.length), radii }
}

type Component = { readonly root: number; readonly ports: readonly number[]; readonly isOdd: boolean }

/** Joins ports along links; `meet` is told of every two components that are joined, those that are too large left out. Reports 0…1. */
export function* linkUp<L extends Link>(
  wanted: readonly number[],
  links: readonly L[],
  meet: (pair: readonly Component[], link: L) => void,
): Generator<number, void> {
  const union = createUnion(wanted.length)
  const ports: (number[] | null)[] = wanted.map((_, port) => [port])
  const isOdd = wanted.map((ways) => ways % 2 === 1)
  for (const [i, link] of links.entries()) {
    if (i % stepSize === 0) yield i / links.length
    const roots = [union.rootOf(link.a), union.rootOf(link.b)]
    if (roots[0] === roots[1]) continue
    const pair = roots.flatMap((root) => {
      const own = ports[root]
      return own ? [{ root, ports: own, isOdd: isOdd[root] }] : []
    })
    meet(pair, link)
    union.join(roots[0], roots[1])
    const root = union.rootOf(roots[0])
    const size = pair.reduce((sum, { ports: own }) => sum + own.length, 0)
    const together = pair.length === 2 && size <= mostMembers ? pair.flatMap(({ ports: own }) => own) : null
    const isSumOdd = isOdd[roots[0]] !== isOdd[roots[1]]
    for (const gone of roots) ports[gone] = null
    ports[root] = together
    isOdd[root] = isSumOdd
  }
}

/** Sets, inner ones first, that lie in each other or apart, as clusters. */
export function nested(sets: readonly OddSet[], ports: number): OddClusters {
  const parent = new Int32Array(sets.length).fill(-1)
  const ofPort = new Int32Array(ports).fill(-1)
  const outermost = new Int32Array(ports).fill(-1)
  for (const [cluster, set] of sets.entries()) {
    for (const port of set.ports) {
      if (ofPort[port] < 0) ofPort[port] = cluster
      else parent[outermost[port]] = cluster
      outermost[port] = cluster
    }
  }
  const moats = Float64Array.from(sets, ({ moat }) => moat)
  return { parent, ofPort, members: sets.map((set) => set.ports), moats }
}

/** The innermost cluster around both ports; -1 where there is none. */
export function clusterAround({ parent, ofPort }: OddClusters, one: number, other: number): number {
  let a = ofPort[one]
  let b = ofPort[other]
  while (a !== b) {
    if (a < 0 || b < 0) return -1
    if (a < b) a = parent[a]
    else b = parent[b]
  }
  return a
}
