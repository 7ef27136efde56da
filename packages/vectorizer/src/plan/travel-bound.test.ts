import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latticeStrokes, line, pageStrokes } from '../../test/strokes.ts'
import { seededRandom } from '../geometry/random.ts'
import { resultOf } from '../geometry/steps.ts'
import type { Stroke } from '../types.ts'
import { orderStrokes } from './order.ts'
import { travelLength } from './travel.ts'
import { travelBound } from './travel-bound.ts'

const start = { x: 0, y: 0 }

function boundOf(strokes: readonly Stroke[], from?: { x: number; y: number }): number {
  return resultOf(travelBound(strokes, { start: from }))
}

test('no order is shorter than the bound', () => {
  fc.assert(
    fc.property(fc.oneof(latticeStrokes(), pageStrokes()), (strokes) => {
      const ordered = orderStrokes(strokes, { level: 'good', start })
      expect(boundOf(strokes, start)).toBeLessThanOrEqual(travelLength(ordered, start) + 1e-6)
      expect(boundOf(strokes)).toBeLessThanOrEqual(travelLength(ordered) + 1e-6)
    }),
    { numRuns: 25 },
  )
})

test('strokes in a row are bound to what joins them', () => {
  const row = Array.from({ length: 20 }, (_, i) => line(i * 10 + 1, 0, i * 10 + 10, 0))
  expect(boundOf(row, start)).toBeCloseTo(20, 3)
})

test('strokes anywhere are ordered to within a tenth of it', () => {
  const random = seededRandom(8)
  const strokes = Array.from({ length: 200 }, () => {
    const [x, y] = [random() * 200, random() * 200]
    return line(x, y, x + random() * 20 - 10, y + random() * 20 - 10)
  })
  const bound = boundOf(strokes, start)
  expect(travelLength(orderStrokes(strokes, { level: 'good', start }), start)).toBeLessThan(bound * 1.1)
})
