import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPointIndex } from './point-index.ts'

/** An even number of points on a lattice, so that many lie as near as others, and some to be taken away. */
const clouds = fc.integer({ min: 1, max: 60 }).chain((pairs) =>
  fc.record({
    xs: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2 * pairs, maxLength: 2 * pairs }),
    ys: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2 * pairs, maxLength: 2 * pairs }),
    gone: fc.array(fc.integer({ min: 0, max: 2 * pairs - 1 })),
  }),
)

test('the nearest live points are those that measuring all of them finds', () => {
  fc.assert(
    fc.property(clouds, fc.integer({ min: 1, max: 20 }), ({ xs, ys, gone }, count) => {
      const index = createPointIndex(Float64Array.from(xs), Float64Array.from(ys))
      for (const id of gone) index.remove(id)
      const live = [...xs.keys()].filter((id) => !gone.includes(id))
      const squares = (ids: readonly number[], x: number, y: number) =>
        ids.map((id) => (xs[id] - x) ** 2 + (ys[id] - y) ** 2)
      const measured = (ids: readonly number[], x: number, y: number) =>
        squares(ids, x, y).sort((p, q) => p - q)

      expect(squares(index.nearestMany(7, 9, count), 7, 9)).toEqual(measured(live, 7, 9).slice(0, count))
      expect(squares(index.nearestMany(7, 9, count, 5), 7, 9)).toEqual(
        measured(live, 7, 9)
          .filter((square) => square <= 25)
          .slice(0, count),
      )
      const nearest = index.nearest(7, 9)
      expect(squares(nearest < 0 ? [] : [nearest], 7, 9)).toEqual(measured(live, 7, 9).slice(0, 1))

      const out = new Int32Array(count + 1).fill(-1)
      const held = index.nearestEnds(0, count, out, 1)
      const others = live.filter((id) => id > 1)
      expect(squares([...out.subarray(1, 1 + held)], xs[0], ys[0])).toEqual(
        measured(others, xs[0], ys[0]).slice(0, count),
      )
    }),
  )
})
