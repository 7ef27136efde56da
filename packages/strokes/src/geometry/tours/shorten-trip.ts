import { createPointIndex } from '../point-index.ts'
import { scaled } from '../steps.ts'
import { greedyLinks } from './greedy-links.ts'
import { createLocalSearch, type LocalSearch } from './local-search.ts'
import { neighborLists } from './neighbor-lists.ts'
import type { Tour } from './tour.ts'
import { type Trip, tripLength } from './trip.ts'

/** Longest row of strokes that a kick moves. */
const longestRow = 50
/** Near ends looked at from each end; many, since ends that meet fill a list with one place. */
const nearEnds = { few: 8, usual: 14, manyStrokes: 100_000 }
/** Kicks, and ends looked at, between two reports: some milliseconds of work. */
const stepSize = 300
const settleSize = 4000
/** The shares of the work that looking around and the first search are counted for. */
const startShare = 0.1
const settleShare = 0.2

export type Effort = {
  readonly kicks: number
  /** How far a try may make the trip longer at first, as a share of a mean link; 0 takes none that does. */
  readonly slack?: number
}

/**
 * Shortens a trip: begun anew by greedy links where that is shorter, 3-opt until it helps no more, then rounds of
 * iterated local search (Johnson & McGeoch 1997): at a random place three rows of strokes are put into the opposite
 * order, the surroundings repaired, and the result kept unless it is longer, or by more than `slack` allows (Martin, Otto
 * & Felten 1991). Reports 0…1.
 */
export function* shortenTrip(
  trip: Trip,
  { kicks, slack = 0 }: Effort,
  random: () => number,
): Generator<number, Tour> {
  const { xs, ys, anywhere } = trip
  const count = trip.entries.length
  const perEnd = count > nearEnds.manyStrokes ? nearEnds.few : nearEnds.usual
  const index = createPointIndex(xs, ys)
  index.remove(anywhere)
  const near = yield* scaled(neighborLists(index, xs, ys, anywhere, perEnd), 0, startShare / 2)
  const greedy = yield* scaled(greedyLinks(index, xs, ys, near, anywhere), startShare / 2, startShare)
  const entries = tripLength(trip, greedy) < tripLength(trip, trip.entries) ? greedy : trip.entries
  const search = createLocalSearch({ ...trip, entries }, near)
  for (let looked = 0; search.isUnsettled(); looked += settleSize) {
    search.settle(settleSize)
    yield settleShare - (settleShare - startShare) / (1 + looked / (2 * count))
  }
  search.commit()
  const most = Math.min(longestRow, Math.floor((count - 2) / 3))
  if (most < 1) return search.tour
  const link = (slack * tripLength(trip, entries)) / count
  for (let i = 0; i < kicks; i++) {
    if (i % stepSize === 0) yield settleShare + (1 - settleShare) * (i / kicks)
    const saved = kickAt(search, count, most, random) + search.settle()
    if (saved < 0 && (link === 0 || saved < link * (1 - i / kicks) * Math.log(random()))) search.undo()
    search.commit()
  }
  return search.tour
}

function kickAt({ kick }: LocalSearch, count: number, most: number, random: () => number): number {
  const row = () => 1 + Math.floor(random() * most)
  return kick(Math.floor(random() * count), row(), row(), row())
}
