import type { LocalSearch } from './local-search.ts'
import type { Tour } from './tour.ts'

/** Longest piece that a kick exchanges with its neighbor. */
const longestKick = 50
/** Kicks, and ends looked at, between two reports: some milliseconds of work. */
const stepSize = 500
const settleSize = 4000
/** The share of the work that the first search is counted for. */
const settleShare = 0.2

/**
 * Shortens the trip of a local search: 2-opt and Or-opt until neither helps, then `kicks` rounds of iterated local
 * search (Johnson & McGeoch 1997): two neighboring pieces at a random place are exchanged, the surroundings repaired,
 * and the result kept unless it is longer. `count` is the number of strokes. Reports 0…1.
 */
export function* shortenTrip(
  search: LocalSearch,
  count: number,
  kicks: number,
  random: () => number,
): Generator<number, Tour> {
  for (let looked = 0; search.isUnsettled(); looked += settleSize) {
    search.settle(settleSize)
    yield settleShare * (1 - 1 / (1 + looked / (2 * count)))
  }
  search.commit()
  for (let i = 0; i < kicks; i++) {
    if (i % stepSize === 0) yield settleShare + (1 - settleShare) * (i / kicks)
    const saved = kick(search, count, random)
    if (saved + search.settle() < 0) search.undo()
    search.commit()
  }
  return search.tour
}

/** Exchanges two pieces of the trip that follow each other. Answers what that saved, nearly always less than 0. */
function kick({ tour, moveRow }: LocalSearch, count: number, random: () => number): number {
  const longest = Math.min(longestKick, (count - 2) >> 1)
  const place = Math.floor(random() * count)
  const first = 1 + Math.floor(random() * longest)
  const second = 1 + Math.floor(random() * longest)
  const e = tour.entryAt(place) ^ 1
  const c = tour.entryAt(place + first + 1)
  const f = tour.entryAt(place + first + second) ^ 1
  return moveRow(e, c, f)
}
