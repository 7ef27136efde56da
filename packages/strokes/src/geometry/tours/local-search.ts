import { createEndQueue } from './end-queue.ts'
import type { NeighborLists } from './neighbor-lists.ts'
import { createTour, type Tour } from './tour.ts'
import type { Trip } from './trip.ts'

/** Smaller gains are rounding. */
const leastGain = 1e-9

export type LocalSearch = {
  /**
   * Makes every change that shortens the trip until there is none left near the ends in the queue, or until it has
   * looked at `most` of them. Answers what it saved.
   */
  settle(most?: number): number
  /** Whether ends are left that `settle` has not looked at. */
  isUnsettled(): boolean
  /**
   * Puts three rows of strokes that follow each other into the opposite order, none of them turned. `place` is that
   * of the stroke before them; the lengths count strokes. Answers what that saved, nearly always less than 0.
   */
  kick(place: number, first: number, second: number, third: number): number
  /** Forgets what was done, so that `undo` stops here. */
  commit(): void
  /** Takes back everything done since the last `commit`. */
  undo(): void
  readonly tour: Tour
}

/**
 * 3-opt on neighbor lists (2-opt and Or-opt of rows of any length among it) with a queue of ends worth a look (Bentley
 * 1992; Johnson & McGeoch 1997), over a trip through strokes. The first change found that saves something is made.
 */
export function createLocalSearch(
  { xs, ys, entries, anywhere, cost }: Trip,
  { perEnd, ends: near, distances }: NeighborLists,
): LocalSearch {
  const tour = createTour(entries)
  const queue = createEndQueue(xs.length)
  const log: number[] = []
  const lengths = xs.map((_, end) => distance(end, tour.partner(end)))
  const nearLengths = cost ? distances.map(cost) : distances
  // Turning long parts around is what costs time on large drawings, and it seldom pays.
  const longestTurn = Math.max(1000, Math.floor(5e7 / entries.length))
  for (const entry of entries) {
    queue.push(entry)
    queue.push(entry ^ 1)
  }

  function distance(a: number, b: number): number {
    if (a === anywhere || b === anywhere) return 0
    const dx = xs[a] - xs[b]
    const dy = ys[a] - ys[b]
    const length = Math.sqrt(dx * dx + dy * dy)
    return cost ? cost(length) : length
  }

  function relink(a: number, b: number): void {
    const [p, q] = [tour.partner(a), tour.partner(b)]
    tour.swapLinks(a, b)
    lengths[a] = lengths[b] = distance(a, b)
    lengths[p] = lengths[q] = distance(p, q)
  }

  function swap(a: number, b: number): void {
    const before = tour.partner(a)
    queue.push(a)
    queue.push(b)
    queue.push(before)
    queue.push(tour.partner(b))
    relink(a, b)
    log.push(a, before)
  }

  /** Brings a near end next to `e` where the whole trip gets shorter by it. Answers what that saved, or 0. */
  function improveEnd(e: number): number {
    const p = tour.partner(e)
    const length = lengths[e]
    const isExit = tour.isExit(e)
    for (let k = e * perEnd; k < (e + 1) * perEnd; k++) {
      const c = near[k]
      if (c < 0) return 0
      const reach = length - nearLengths[k]
      if (reach <= leastGain) return 0
      if (c === p) continue
      const q = tour.partner(c)
      const freed = reach + lengths[c]
      if (tour.isExit(c) === isExit) {
        const gain = freed - distance(p, q)
        if (gain > leastGain && tour.span(e, c) <= longestTurn) {
          swap(e, c)
          return gain
        }
        const more = turnTwice(e, p, c, q, freed)
        if (more > 0) return more
      } else {
        const gain = moveRow(e, p, c, q, freed)
        if (gain > 0) return gain
      }
    }
    return 0
  }

  /** Links `e` to `c`, `q` to a near end and `p` to what that end was linked to, if that shortens the trip. */
  function turnTwice(e: number, p: number, c: number, q: number, freed: number): number {
    for (let k = q * perEnd; k < (q + 1) * perEnd; k++) {
      const z = near[k]
      if (z < 0) return 0
      const reach = freed - nearLengths[k]
      if (reach <= leastGain) return 0
      if (z === c || z === p) continue
      const w = tour.partner(z)
      const gain = reach + lengths[z] - distance(w, p)
      if (gain <= leastGain || w === q) continue
      // After the first turn, of what lies between `p` and `c`, `z` must be an end of the same kind as `q`.
      const isTurned = tour.isBetween(z, p, c)
      if (tour.isExit(z) === isTurned ? tour.isExit(q) : !tour.isExit(q)) continue
      if (tour.span(e, c) > longestTurn) continue
      swap(e, c)
      swap(q, z)
      return gain
    }
    return 0
  }

  /** Links `e` to `c`, which closes a ring of what lies between, and opens that ring between `q` and `p`. */
  function moveRow(e: number, p: number, c: number, q: number, freed: number): number {
    for (let k = q * perEnd; k < (q + 1) * perEnd; k++) {
      const z = near[k]
      if (z < 0) return 0
      const reach = freed - nearLengths[k]
      if (reach <= leastGain) return 0
      if (z === c || z === e) continue
      const w = tour.partner(z)
      const gain = reach + lengths[z] - distance(w, p)
      if (gain <= leastGain || !tour.isBetween(z, c, e)) continue
      if (tour.isExit(z) === tour.isExit(e)) {
        if (tour.span(c, w) > longestTurn || tour.span(p, w) > longestTurn) continue
        swap(c, w)
        swap(w, p)
      } else {
        if (tour.span(e, w) > longestTurn || tour.span(c, w) > longestTurn) continue
        swap(e, w)
        swap(p, c)
        swap(e, c)
      }
      return gain
    }
    return 0
  }

  return {
    tour,
    settle(most = Number.POSITIVE_INFINITY) {
      let saved = 0
      for (let looked = 0; looked < most; looked++) {
        const end = queue.pop()
        if (end < 0) break
        for (let gain = improveEnd(end); gain > 0; gain = improveEnd(end)) saved += gain
      }
      return saved
    },
    isUnsettled: () => !queue.isEmpty(),
    kick(place, first, second, third) {
      const a = tour.entryAt(place) ^ 1
      const b = tour.entryAt(place + 1)
      const c = tour.entryAt(place + first + 1)
      const d = tour.entryAt(place + first + second + 1)
      const z = tour.entryAt(place + first + second + third + 1)
      const [bEnd, cEnd, dEnd] = [tour.partner(c), tour.partner(d), tour.partner(z)]
      const before = distance(a, b) + distance(bEnd, c) + distance(cEnd, d) + distance(dEnd, z)
      // All three turned at once, and then each turned back.
      swap(a, dEnd)
      swap(a, d)
      swap(dEnd, c)
      swap(cEnd, b)
      return before - distance(a, d) - distance(dEnd, c) - distance(cEnd, b) - distance(bEnd, z)
    },
    commit() {
      log.length = 0
    },
    undo() {
      while (log.length > 0) {
        const before = log.pop() as number
        const a = log.pop() as number
        relink(a, before)
      }
    },
  }
}
