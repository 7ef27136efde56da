import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPointIndex } from '../point-index.ts'
import { seededRandom } from '../random.ts'
import { resultOf } from '../steps.ts'
import { greedyLinks } from './greedy-links.ts'
import { createLocalSearch } from './local-search.ts'
import { neighborLists } from './neighbor-lists.ts'
import { type Trip, tripLength } from './trip.ts'

/** Strokes on a lattice, so that many ends meet, and one more to close the round. */
const trips = fc.integer({ min: 2, max: 40 }).chain((count) =>
  fc
    .array(fc.integer({ min: 0, max: 8 }), { minLength: 4 * count, maxLength: 4 * count })
    .map((values): Trip => {
      const anywhere = 2 * count
      const xs = Float64Array.from({ length: anywhere + 2 }, (_, end) => values[2 * end] ?? 0)
      const ys = Float64Array.from({ length: anywhere + 2 }, (_, end) => values[2 * end + 1] ?? 0)
      const entries = Int32Array.from({ length: count + 1 }, (_, i) => (i === 0 ? anywhere : 2 * (i - 1)))
      return { xs, ys, entries, anywhere }
    }),
)

function indexOf({ xs, ys, anywhere }: Trip) {
  const index = createPointIndex(xs, ys)
  index.remove(anywhere)
  return index
}

const strokesOf = (entries: Iterable<number>) => [...entries].map((end) => end >> 1).sort((a, b) => a - b)

test('what the search says it saved is what the trip is shorter by, and undo gives the trip back', () => {
  fc.assert(
    fc.property(trips, fc.integer(), (trip, seed) => {
      const { xs, ys, entries, anywhere } = trip
      const near = resultOf(neighborLists(indexOf(trip), xs, ys, anywhere, 6))
      const search = createLocalSearch(trip, near)
      const now = () => Int32Array.from(entries, (_, place) => search.tour.entryAt(place))
      const before = tripLength(trip, entries)
      const saved = search.settle()
      search.commit()
      expect(before - tripLength(trip, now())).toBeCloseTo(saved, 6)
      expect(strokesOf(now())).toEqual(strokesOf(entries))
      const row = Math.floor((entries.length - 2) / 3)
      if (row < 1) return
      const random = seededRandom(seed)
      const settled = tripLength(trip, now())
      const change = search.kick(Math.floor(random() * entries.length), row, 1, 1) + search.settle()
      expect(settled - tripLength(trip, now())).toBeCloseTo(change, 6)
      search.undo()
      expect(tripLength(trip, now())).toBeCloseTo(settled, 6)
    }),
  )
})

test('greedy links make one round of all strokes, begun where nothing is near', () => {
  fc.assert(
    fc.property(trips, (trip) => {
      const { xs, ys, entries, anywhere } = trip
      const index = indexOf(trip)
      const near = resultOf(neighborLists(index, xs, ys, anywhere, 3))
      const round = resultOf(greedyLinks(index, xs, ys, near, anywhere))
      expect(round[0]).toBe(anywhere)
      expect(strokesOf(round)).toEqual(strokesOf(entries))
    }),
  )
})
