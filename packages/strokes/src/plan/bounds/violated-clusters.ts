import { scaled } from '../../geometry/steps.ts'
import { type Link, linkUp, nested, type OddClusters, type OddSet } from './odd-clusters.ts'

/** Ways that fewer of the trees take join no cluster, and a cluster that this many ways leave needs no moat. */
const leastShare = 0.02
const enoughWays = 0.9
/** What finding the sets takes of all the work, and how many of them are taken in between two reports. */
const findingShare = 0.5
const stepSize = 500

/**
 * The clusters with a moat, and with them sets of an odd number of ways that trees leave too seldom: `share` says of each
 * way how many of the late trees take it. Sets are looked for by linking up along the ways that most trees take, and the
 * least left come first where two cross (a heuristic for the cuts of Padberg & Rao 1982). Clusters without a moat stay
 * where there is room. The answer has the moats of those that stay. Reports 0…1.
 */
export function* withViolated(
  clusters: OddClusters,
  wanted: readonly number[],
  ways: readonly (Link & { readonly share: number })[],
): Generator<number, OddClusters> {
  const family = createFamily(wanted.length)
  const known = clusters.members.map((ports, i) => ({ ports, moat: clusters.moats[i] }))
  const violated = yield* scaled(violatedSets(wanted, ways), 0, findingShare)
  const sets = [
    ...known.filter(({ moat }) => moat > 0),
    ...violated.map((ports) => ({ ports, moat: 0 })),
    ...known.filter(({ moat }) => moat === 0),
  ]
  for (const [i, set] of sets.entries()) {
    if (i % stepSize === 0) yield findingShare + ((1 - findingShare) * i) / sets.length
    family.add(set)
  }
  return nested(family.sets(), wanted.length)
}

/** Sets of an odd number of ways that are left less often than they have to be, those left least first. */
function* violatedSets(
  wanted: readonly number[],
  ways: readonly (Link & { readonly share: number })[],
): Generator<number, (readonly number[])[]> {
  const taken = ways.filter(({ share }) => share > leastShare).sort((a, b) => b.share - a.share)
  const atPort: { readonly to: number; readonly share: number }[][] = wanted.map(() => [])
  for (const { a, b, share } of taken) {
    atPort[a].push({ to: b, share })
    atPort[b].push({ to: a, share })
  }
  const markOf = new Int32Array(wanted.length).fill(-1)
  const found: { readonly ports: readonly number[]; readonly left: number }[] = []
  let mark = 0
  yield* linkUp(wanted, taken, (pair) => {
    for (const { ports, isOdd } of pair) {
      if (!isOdd || ports.length === 1) continue
      mark++
      for (const port of ports) markOf[port] = mark
      let left = 0
      for (const port of ports)
        for (const { to, share } of atPort[port]) if (markOf[to] !== mark) left += share
      if (left < enoughWays) found.push({ ports, left })
    }
  })
  return found.sort((a, b) => a.left - b.left).map(({ ports }) => ports)
}

/** Takes in sets that lie in, around or apart from all it has, and passes over all others. */
function createFamily(ports: number) {
  const taken: OddSet[] = []
  const setsOf: number[][] = Array.from({ length: ports }, () => [])
  return {
    add(set: OddSet): void {
      const shared = new Map<number, number>()
      for (const port of set.ports) for (const id of setsOf[port]) shared.set(id, (shared.get(id) ?? 0) + 1)
      const size = set.ports.length
      for (const [id, count] of shared) {
        const other = taken[id].ports.length
        if (other === size || count !== Math.min(other, size)) return
      }
      for (const port of set.ports) setsOf[port].push(taken.length)
      taken.push(set)
    },
    /** Inner ones first. */
    sets: () => taken.toSorted((a, b) => a.ports.length - b.ports.length),
  }
}
