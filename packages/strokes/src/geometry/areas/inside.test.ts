import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInside } from './inside.ts'

const square = Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10)
const hole = Float64Array.of(3, 3, 7, 3, 7, 7, 3, 7)

describe('createArea', () => {
  test.each([
    ['through', [-5, 5, 15, 5], [0.25, 0.75]],
    ['in', [5, 5, 15, 5], [0, 0.5]],
    ['all inside', [1, 1, 2, 5], [0, 1]],
    ['outside', [-5, 15, 15, 15], []],
    ['along a border', [0, 0, 10, 0], []],
    ['along a border and on', [10, -10, 10, 20], []],
    ['from corner to corner', [0, 0, 10, 10], [0, 1]],
    ['through two corners from outside', [-10, -10, 20, 20], [1 / 3, 2 / 3]],
    ['touching a corner', [-5, 5, 5, -5], []],
    ['no way at all', [5, 5, 5, 5], []],
  ])('a line %s', (_, [ax, ay, bx, by], expected) => {
    const spans = createInside([square], 'nonzero').spansOf(ax, ay, bx, by)
    expect(spans).toHaveLength(expected.length)
    for (const [i, share] of spans.entries()) expect(share).toBeCloseTo(expected[i], 12)
  })

  test('a hole is one by odd and even, and by turns only when it runs the other way', () => {
    const reversed = Float64Array.of(3, 3, 3, 7, 7, 7, 7, 3)
    const spans = (contours: Float64Array[], rule: 'evenodd' | 'nonzero') =>
      createInside(contours, rule).spansOf(0, 5, 10, 5)
    expect(spans([square, hole], 'evenodd')).toEqual([0, 0.3, 0.7, 1])
    expect(spans([square, hole], 'nonzero')).toEqual([0, 1])
    expect(spans([square, reversed], 'nonzero')).toEqual([0, 0.3, 0.7, 1])
  })

  test.each([
    ['nothing', []],
    ['no points', [Float64Array.of()]],
    ['a point', [Float64Array.of(5, 5)]],
    ['a line', [Float64Array.of(0, 5, 10, 5)]],
    ['a line there and back', [Float64Array.of(0, 5, 10, 5, 4, 5)]],
  ])('%s encloses nothing', (_, contours) => {
    const area = createInside(contours, 'nonzero')
    expect(area.holds(5, 5)).toBe(false)
    expect(area.spansOf(5, 0, 5, 10)).toEqual([])
    expect(area.spansOf(0, 5, 10, 5)).toEqual([])
  })

  test('any line in any polygon: what spans hold is inside, what they leave is not', () => {
    const coordinate = fc.integer({ min: 0, max: 12 })
    const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 9 })
    const rule = fc.constantFrom('evenodd' as const, 'nonzero' as const)
    const at = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(points, rule, points, at, (polygon, fillRule, [a, b], share) => {
        const contour = Float64Array.from(polygon.flat())
        const spans = createInside([contour], fillRule).spansOf(...a, ...b)
        const x = a[0] + (b[0] - a[0]) * share
        const y = a[1] + (b[1] - a[1]) * share
        fc.pre(nearest(contour, x, y) > 1e-4 && a.join() !== b.join())
        const turns = turnsAround(contour, x, y)
        const isInside = fillRule === 'nonzero' ? turns !== 0 : turns % 2 !== 0
        let isHeld = false
        for (let k = 0; k < spans.length; k += 2) isHeld ||= spans[k] < share && share < spans[k + 1]
        expect(isHeld).toBe(isInside)
      }),
      { numRuns: 300 },
    )
  })
})

/** How often a polygon goes round a point, by the angles its sides are seen under. */
function turnsAround(points: Float64Array, x: number, y: number): number {
  let angle = 0
  for (let i = 0; i < points.length; i += 2) {
    const j = (i + 2) % points.length
    const [ax, ay, bx, by] = [points[i] - x, points[i + 1] - y, points[j] - x, points[j + 1] - y]
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
  }
  return Math.round(angle / (2 * Math.PI))
}

function nearest(points: Float64Array, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < points.length; i += 2) {
    const j = (i + 2) % points.length
    const [dx, dy] = [points[j] - points[i], points[j + 1] - points[i + 1]]
    const square = dx * dx + dy * dy
    const along = square > 0 ? ((x - points[i]) * dx + (y - points[i + 1]) * dy) / square : 0
    const share = Math.min(1, Math.max(0, along))
    least = Math.min(least, Math.hypot(x - points[i] - share * dx, y - points[i + 1] - share * dy))
  }
  return least
}
