import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latticeStrokes, line, pageStrokes } from '../../../testing/strokes.ts'
import { seededRandom } from '../../geometry/random.ts'
import { resultOf } from '../../geometry/steps.ts'
import type { Stroke } from '../../types.ts'
import { orderStrokes } from '../ordering/order.ts'
import { travelLength } from '../ordering/travel.ts'
import { layersBound } from './layers-bound.ts'
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

test('no way at all through few strokes is shorter, found by trying all', () => {
  const anyStrokes = fc.oneof(latticeStrokes(6), pageStrokes(5), crossings(7))
  fc.assert(
    fc.property(anyStrokes, fc.boolean(), (strokes, isKnown) => {
      for (const from of [start, undefined]) {
        const least = leastTravel(strokes, from)
        const knownMm = isKnown ? least : undefined
        expect(resultOf(travelBound(strokes, { start: from, knownMm }))).toBeLessThanOrEqual(least + 1e-6)
      }
    }),
    { numRuns: 100 },
  )
})

test('where three strokes meet, one has to be come to from elsewhere', () => {
  const arms = Array.from({ length: 24 }, (_, i) => {
    const [x, y] = [(i % 6) * 40 + 20, Math.floor(i / 6) * 40 + 20]
    return [0, 1, 2].map((arm) => {
      const turn = (arm * 2 * Math.PI) / 3
      return line(x, y, x + 18 * Math.cos(turn), y + 18 * Math.sin(turn))
    })
  }).flat()
  const knownMm = travelLength(orderStrokes(arms, { level: 'good', start }), start)
  expect(resultOf(travelBound(arms, { start, knownMm }))).toBeGreaterThan(0.9 * knownMm)
})

test('layers are bound to their own ways and those between them', () => {
  const pen = { name: 'Black', color: '#000000', widthMm: 0.3 }
  const layers = [
    { pen, marks: [line(10, 0, 20, 0)] },
    { pen, marks: [] },
    { pen, marks: [line(50, 0, 60, 0), line(64, 0, 70, 0)] },
  ]
  expect(resultOf(layersBound(layers, { start }))).toBeCloseTo(10 + 30 + 4, 6)
})

test('a bound reports often and never goes back, also before its first tree', () => {
  const random = seededRandom(4)
  const many = Array.from({ length: 1500 }, () => line(random() * 200, random() * 200, random() * 200, 0))
  const shares: number[] = []
  for (const share of travelBound(many)) {
    shares.push(share)
    if (share > 0) break
  }
  expect(shares.filter((share) => share === 0).length).toBeGreaterThan((2 * 2 * many.length) / 500)
  const few = Array.from(travelBound(many.slice(0, 60)))
  expect(few).toEqual(few.toSorted((a, b) => a - b))
  expect(few.every((share) => share >= 0 && share <= 1)).toBe(true)
})

/** Strokes between the points of a small lattice, so that many of them meet in one point. */
function crossings(maxLength: number): fc.Arbitrary<Stroke[]> {
  const coordinate = fc.integer({ min: 0, max: 2 }).map((value) => 10 * value)
  const point = fc.tuple(coordinate, coordinate)
  return fc.array(
    fc.tuple(point, point).map((points) => line(...points.flat())),
    { minLength: 2, maxLength },
  )
}

/** The least travel of all orders, directions and seams: shortest ways to each set of strokes drawn and place to leave it. */
function leastTravel(strokes: readonly Stroke[], from: { x: number; y: number } | undefined): number {
  const drawn = strokes.filter(({ points }) => points.length > 0)
  const known = new Map<string, number>()
  const rest = (done: number, x: number, y: number, isFirst: boolean): number => {
    if (done === 2 ** drawn.length - 1) return 0
    const key = `${done} ${x} ${y} ${isFirst}`
    const told = known.get(key)
    if (told !== undefined) return told
    let least = Number.POSITIVE_INFINITY
    for (const [id, { points, closed }] of drawn.entries()) {
      if (done & (2 ** id)) continue
      const isOpen = !closed && points.length > 2
      for (let i = 0; i < points.length; i += isOpen ? points.length - 2 : 2) {
        const exit = isOpen ? points.length - 2 - i : i
        const way = isFirst ? 0 : Math.hypot(points[i] - x, points[i + 1] - y)
        least = Math.min(least, way + rest(done | (2 ** id), points[exit], points[exit + 1], false))
      }
    }
    known.set(key, least)
    return least
  }
  return drawn.length === 0 ? 0 : rest(0, from?.x ?? 0, from?.y ?? 0, from === undefined)
}

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
