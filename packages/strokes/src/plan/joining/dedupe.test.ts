import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latticeStrokes, line, loop } from '../../../testing/strokes.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import { dedupeStrokes } from './dedupe.ts'

const ink = (strokes: readonly Stroke[]) => strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)

function distanceToInk(x: number, y: number, strokes: readonly Stroke[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const { points, closed } of strokes) {
    for (let i = 0; i < points.length; i += 2) {
      const last = i + 2 >= points.length
      const j = last ? (closed ? 0 : i) : i + 2
      const [dx, dy] = [points[j] - points[i], points[j + 1] - points[i + 1]]
      const square = dx * dx + dy * dy
      const along =
        square > 0 ? Math.min(1, Math.max(0, ((x - points[i]) * dx + (y - points[i + 1]) * dy) / square)) : 0
      least = Math.min(least, Math.hypot(x - points[i] - along * dx, y - points[i + 1] - along * dy))
    }
  }
  return least
}

test('no ink is missing afterwards, and there is no more of it', () => {
  fc.assert(
    fc.property(latticeStrokes(), (strokes) => {
      const kept = dedupeStrokes(strokes, 0.1)
      expect(ink(kept)).toBeLessThanOrEqual(ink(strokes) + 1e-9)
      for (const { points, closed } of strokes) {
        for (let i = 0; i < points.length; i += 2) {
          const j = i + 2 < points.length ? i + 2 : closed ? 0 : i
          for (const share of [0, 0.3, 0.77]) {
            const x = points[i] + (points[j] - points[i]) * share
            const y = points[i + 1] + (points[j + 1] - points[i + 1]) * share
            expect(distanceToInk(x, y, kept)).toBeLessThan(0.25)
          }
        }
      }
    }),
  )
})

test('the same strokes again, turned around or a hair beside, are left out whole', () => {
  const strokes = [line(0, 0, 50, 10, 80, 90), loop(100, 100, 140, 100, 120, 140), line(7, 7)]
  const again = [line(80, 90, 50, 10, 0, 0), loop(120, 140, 140, 100, 100, 100.03), line(7.01, 7)]
  expect(dedupeStrokes([...strokes, ...again], 0.05)).toEqual(strokes)
})

test('what lies over a longer line is cut out, what crosses it stays', () => {
  const kept = dedupeStrokes([line(10, 0, 20, 0), line(0, 0, 30, 0), line(15, -5, 15, 5)], 0.05)
  expect(kept.map(({ points }) => [...points])).toEqual([
    [10, 0, 20, 0],
    [0, 0, 10, 0],
    [20, 0, 30, 0],
    [15, -5, 15, 5],
  ])
})

test('a line drawn there and back is drawn once; a curve in small steps stays', () => {
  expect(dedupeStrokes([line(0, 0, 10, 0, 0, 0)], 0.05).map(({ points }) => [...points])).toEqual([
    [0, 0, 10, 0],
  ])
  const circle = loop(
    ...Array.from({ length: 400 }, (_, i) => [Math.cos(i / 63.66), Math.sin(i / 63.66)]).flat(),
  )
  expect(dedupeStrokes([circle], 0.05)).toEqual([circle])
})

test('without a tolerance nothing is touched', () => {
  const strokes = [line(0, 0, 1, 1), line(0, 0, 1, 1)]
  expect(dedupeStrokes(strokes, 0)).toEqual(strokes)
})
