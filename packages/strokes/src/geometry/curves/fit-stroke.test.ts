import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCorners } from './corners.ts'
import { fitStroke } from './fit-stroke.ts'
import { flattenCurves } from './flatten.ts'

const arc = (count: number, sweep: number) =>
  Float64Array.from({ length: count * 2 }, (_, i) => {
    const angle = (sweep * (i >> 1)) / (count - 1)
    return 50 + 30 * (i % 2 ? Math.sin(angle) : Math.cos(angle))
  })

/** How far the farthest point of one line is from the nearest side of another. */
function farthest(points: Float64Array, line: Float64Array, closed: boolean): number {
  let most = 0
  const sides = line.length / 2 - (closed ? 0 : 1)
  for (let i = 0; i < points.length; i += 2) {
    let least = Number.POSITIVE_INFINITY
    for (let k = 0; k < sides; k++) {
      const j = ((k + 1) % (line.length / 2)) * 2
      const [ax, ay] = [line[k * 2], line[k * 2 + 1]]
      const [dx, dy] = [line[j] - ax, line[j + 1] - ay]
      const [px, py] = [points[i] - ax, points[i + 1] - ay]
      const square = dx * dx + dy * dy
      const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0
      least = Math.min(least, Math.hypot(px - t * dx, py - t * dy))
    }
    most = Math.max(most, least)
  }
  return most
}

describe('a fitted stroke', () => {
  test('is an arc of few curves, within the tolerance', () => {
    const points = arc(120, 3)
    const curve = fitStroke(points, false, 0.1)
    expect((curve.length - 2) / 6).toBeLessThanOrEqual(4)
    expect(farthest(flattenCurves(curve, 0.01), points, false)).toBeLessThan(0.11)
    expect(farthest(points, flattenCurves(curve, 0.01), false)).toBeLessThan(0.11)
  })

  test('of few points far apart stays on their sides', () => {
    const square = Float64Array.of(0, 0, 40, 0, 40, 30, 0, 30)
    const curve = fitStroke(square, true, 0.1)
    expect((curve.length - 2) / 6).toBe(4)
    expect(farthest(flattenCurves(curve, 0.01, true), square, true)).toBeLessThan(0.01)
    expect([...curve.subarray(-2)]).toEqual([...curve.subarray(0, 2)])
  })

  test('is near any line that is drawn, begins where it begins and ends where it ends', () => {
    const coordinate = fc.double({ min: 0, max: 60, noNaN: true })
    const line = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(line, fc.boolean(), (places, closed) => {
        const points = Float64Array.from(places.flat())
        const curve = fitStroke(points, closed, 0.2)
        expect(curve.every(Number.isFinite)).toBe(true)
        if (points.length < 4) {
          expect(curve).toEqual(points)
          return
        }
        expect((curve.length - 2) % 6).toBe(0)
        expect([...curve.subarray(0, 2)]).toEqual([...points.subarray(0, 2)])
        expect([...curve.subarray(-2)]).toEqual([...(closed ? points.subarray(0, 2) : points.subarray(-2))])
        expect(farthest(points, flattenCurves(curve, 0.005, closed), closed)).toBeLessThan(0.21)
        expect(farthest(flattenCurves(curve, 0.005, closed), points, closed)).toBeLessThan(0.21)
      }),
    )
  })
})

test('corners are where a line turns most, once each', () => {
  const points = Float64Array.from({ length: 82 }, (_, i) => {
    const along = i >> 1
    return i % 2 ? Math.max(0, along - 20) : Math.min(20, along)
  })
  expect(findCorners(points, 41, false, 5, 0.64)).toEqual([20])
  expect(findCorners(arc(60, 3), 60, false, 5, 0.64)).toEqual([])
})
