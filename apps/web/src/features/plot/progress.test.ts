import fc from 'fast-check'
import { expect, it } from 'vitest'
import { progressAt } from './progress.ts'

/** Two strokes: 2 s in the air and 4 s of ink each. */
const times = Float32Array.of(2, 6, 8, 12)

it.each([
  [0, { strokes: 0, drawn: 0, way: 0 }],
  [1, { strokes: 0, drawn: 0, way: 0.5 }],
  [3, { strokes: 0, drawn: 0.25, way: 1 }],
  [6, { strokes: 1, drawn: 0, way: 0 }],
  [7, { strokes: 1, drawn: 0, way: 0.5 }],
  [11, { strokes: 1, drawn: 0.75, way: 1 }],
  [12, { strokes: 2, drawn: 0, way: 0 }],
  [99, { strokes: 2, drawn: 0, way: 0 }],
])('after %d s', (seconds, progress) => expect(progressAt(times, seconds)).toEqual(progress))

it('only goes on, from nothing to all, whatever takes no time', () => {
  const steps = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 12 })
  fc.assert(
    fc.property(steps, (given) => {
      let now = 0
      const made = Float32Array.from(
        given.flatMap(([way, ink]) => {
          const begin = now + way
          now = begin + ink
          return [begin, now]
        }),
      )
      const seen = Array.from({ length: 4 * now + 1 }, (_, i) => progressAt(made, i / 4))
      const sums = seen.map(({ strokes, drawn, way }) => strokes + (way + drawn) / 2)
      expect(sums).toEqual(sums.toSorted((a, b) => a - b))
      expect(seen.filter(({ drawn, way }) => drawn >= 1 || (drawn > 0 && way < 1))).toEqual([])
      expect(progressAt(made, now).strokes).toBe(given.length)
    }),
  )
})
