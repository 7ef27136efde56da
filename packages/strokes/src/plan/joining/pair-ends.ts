import { ascending } from '../../geometry/ascending.ts'
import { createPointIndex, type PointIndex } from '../../geometry/point-index.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import { createUnion } from '../../geometry/union.ts'
import type { Stroke } from '../../types.ts'

/** Partners looked at per end and round; ends left over by crowded places are paired in a later round. */
const candidates = 12

/** Ends between two reports: some milliseconds of work. */
const stepSize = 2000

/** Tangents are taken over a chord of about this many mm, so that the pixel step at an end doesn't decide. */
const tangentMm = 1

/**
 * Decides which stroke ends within `toleranceMm` of each other are joined: end `2 i` is the start of stroke `i`,
 * `2 i + 1` its end; the answer holds each end's partner or -1. Greedy by smoothness and gap until no two free ends
 * are near; then every ring that touches another chain is opened into it, and freed ends get another chance. In steps
 * of a few milliseconds, each reporting progress 0…1.
 */
export function* pairSteps(strokes: readonly Stroke[], toleranceMm: number): Generator<number, Int32Array> {
  const ends = endsOf(strokes, Math.max(tangentMm, 2 * toleranceMm))
  const partner = new Int32Array(strokes.length * 2).fill(-1)
  const chains = createChains(strokes)
  do {
    yield* pairFree(ends, partner, chains, toleranceMm)
    yield 0.9
  } while (openRings(ends, partner, chains, toleranceMm))
  return partner
}

type Ends = {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly dx: Float64Array
  readonly dy: Float64Array
}
type Chains = ReturnType<typeof createChains>

/** Position and outward direction of every end. */
function endsOf(strokes: readonly Stroke[], chordMm: number): Ends {
  const count = strokes.length * 2
  const ends = {
    xs: new Float64Array(count),
    ys: new Float64Array(count),
    dx: new Float64Array(count),
    dy: new Float64Array(count),
  }
  for (let end = 0; end < count; end++) {
    const { points } = strokes[end >> 1]
    const step = end & 1 ? -2 : 2
    const at = end & 1 ? points.length - 2 : 0
    let i = at
    let chord = 0
    while (chord < chordMm && i + step >= 0 && i + step < points.length) {
      i += step
      chord = Math.hypot(points[at] - points[i], points[at + 1] - points[i + 1])
    }
    ends.xs[end] = points[at]
    ends.ys[end] = points[at + 1]
    if (chord === 0) continue
    ends.dx[end] = (points[at] - points[i]) / chord
    ends.dy[end] = (points[at + 1] - points[i + 1]) / chord
  }
  return ends
}

/** 0 for a straight run through coinciding ends, more for a turn (up to 2) and for a gap (up to 1). */
function joinCost({ xs, ys, dx, dy }: Ends, a: number, b: number, toleranceMm: number): number {
  const gap = toleranceMm > 0 ? Math.hypot(xs[a] - xs[b], ys[a] - ys[b]) / toleranceMm : 0
  return 1 + dx[a] * dx[b] + dy[a] * dy[b] + gap
}

/** Which strokes hang together, how long each chain is and whether it is a ring. */
function createChains(strokes: readonly Stroke[]) {
  const union = createUnion(strokes.length)
  const lengths = Float64Array.from(strokes, strokeLength)
  const ring = new Uint8Array(strokes.length)
  const find = (end: number) => union.rootOf(end >> 1)
  return {
    same: (a: number, b: number) => find(a) === find(b),
    lengthMm: (end: number) => lengths[find(end)],
    isRing: (end: number) => ring[find(end)] === 1,
    join(a: number, b: number): void {
      const root = find(a)
      const other = find(b)
      if (root === other) {
        ring[root] = 1
        return
      }
      union.join(root, other)
      const both = union.rootOf(root)
      lengths[both] = lengths[root] + lengths[other]
      // A ring is opened when a free end joins it; two rings joined stay one.
      ring[both] = ring[root] & ring[other]
    },
  }
}

function* pairFree(
  ends: Ends,
  partner: Int32Array,
  chains: Chains,
  toleranceMm: number,
): Generator<number, void> {
  // The ends of one short chain would make a ring smaller than the tolerance: a knot of ink, not a loop.
  const mayJoin = (a: number, b: number) => !chains.same(a, b) || chains.lengthMm(a) > 2 * toleranceMm
  const index = createPointIndex(ends.xs, ends.ys)
  yield 0.1
  let free: number[] = []
  for (let end = 0; end < partner.length; end++) {
    if (partner[end] < 0) free.push(end)
    else index.remove(end)
  }
  // What is near an end can only become less.
  const hasCompany = new Uint8Array(partner.length)
  for (;;) {
    const first: number[] = []
    const second: number[] = []
    const costs: number[] = []
    for (const [i, a] of free.entries()) {
      if (i % stepSize === stepSize - 1) yield 0.1 + (0.7 * i) / free.length
      const accept = (b: number) => {
        if (b === a) return false
        hasCompany[a] = 1
        return mayJoin(a, b)
      }
      const near = index.nearestMany(ends.xs[a], ends.ys[a], candidates, toleranceMm, accept)
      for (const b of near.sort((p, q) => p - q)) {
        first.push(a)
        second.push(b)
        costs.push(joinCost(ends, a, b, toleranceMm))
      }
    }
    if (costs.length === 0) return
    yield 0.8
    // Of equal costs the lower ends come first, as they were found.
    for (const pair of ascending(Float64Array.from(costs))) {
      const a = first[pair]
      const b = second[pair]
      if (partner[a] >= 0 || partner[b] >= 0 || !mayJoin(a, b)) continue
      joinEnds(partner, chains, a, b)
      index.remove(a)
      index.remove(b)
    }
    free = free.filter((end) => partner[end] < 0 && hasCompany[end] === 1)
  }
}

function joinEnds(partner: Int32Array, chains: Chains, a: number, b: number): void {
  partner[a] = b
  partner[b] = a
  chains.join(a, b)
}

/** Opens each ring into a chain that it touches. Answers whether any was opened. */
function openRings(ends: Ends, partner: Int32Array, chains: Chains, toleranceMm: number): boolean {
  let index: PointIndex | undefined
  const near = (a: number, b: number) =>
    Math.hypot(ends.xs[a] - ends.xs[b], ends.ys[a] - ends.ys[b]) <= toleranceMm
  let opened = false
  for (let a = 0; a < partner.length; a++) {
    if (!chains.isRing(a)) continue
    index ??= createPointIndex(ends.xs, ends.ys)
    const b = partner[a]
    let best: { readonly c: number; readonly d: number; readonly cost: number } | undefined
    const accept = (c: number) => !chains.same(a, c)
    for (const c of index.nearestMany(ends.xs[a], ends.ys[a], candidates, toleranceMm, accept)) {
      const d = partner[c]
      if (d >= 0 && !near(b, d)) continue
      const cost = joinCost(ends, a, c, toleranceMm) + (d >= 0 ? joinCost(ends, b, d, toleranceMm) : 0)
      if (!best || cost < best.cost) best = { c, d, cost }
    }
    if (!best) continue
    const { c, d } = best
    joinEnds(partner, chains, a, c)
    partner[b] = d
    if (d >= 0) partner[d] = b
    opened = true
  }
  return opened
}
