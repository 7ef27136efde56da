import fc from 'fast-check'
import { expect, test } from 'vitest'
import { line, loop, pageStrokes } from '../../../testing/strokes.ts'
import { distanceToSide, strokeLength } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import { placeSeamsBy, seamKinds } from './place-seams.ts'

test.each(seamKinds)('%s: no stroke is lost or changed in shape, open ones not at all', (kind) => {
  fc.assert(
    fc.property(pageStrokes(), (strokes) => {
      const placed = placeSeamsBy(strokes, kind)
      expect(placed.length).toBe(strokes.length)
      for (const [i, { points, closed }] of placed.entries()) {
        expect(closed).toBe(strokes[i].closed)
        if (!closed) expect(points).toEqual(strokes[i].points)
        const vertices = (of: Float64Array) =>
          Array.from({ length: of.length / 2 }, (_, j) => `${of[j * 2]} ${of[j * 2 + 1]}`)
        const before = vertices(strokes[i].points)
        // A spread seam may lie between two points.
        const isNew = kind === 'spread' && points.length > strokes[i].points.length
        const now = vertices(isNew ? points.subarray(2) : points)
        expect(strokeLength({ points, closed })).toBeCloseTo(strokeLength(strokes[i]), 6)
        // The same round, begun elsewhere.
        const around = `${before.join(',')},${before.join(',')}`
        expect(around).toContain(now.join(','))
      }
    }),
    { numRuns: 60 },
  )
})

test('hidden seams lie in the sharpest corner, and stay where there is none', () => {
  // A drop: round below, a tip above.
  const round = Array.from({ length: 20 }, (_, i) => [
    20 + 5 * Math.cos((i * Math.PI) / 19),
    20 + 5 * Math.sin((i * Math.PI) / 19),
  ])
  const [drop] = placeSeamsBy([loop(...round.flat(), 20, 5)], 'hidden')
  expect([...drop.points.slice(0, 2)]).toEqual([20, 5])
  const circle = loop(
    ...Array.from({ length: 40 }, (_, i) => [Math.cos(i * 0.157), Math.sin(i * 0.157)]).flat(),
  )
  expect(placeSeamsBy([circle], 'hidden')).toEqual([circle])
})

/** How far around a loop (x, y) lies, as a share of its length. */
function shareAlong({ points }: Stroke, x: number, y: number): number {
  const count = points.length / 2
  let [along, found] = [0, Number.NaN]
  for (let i = 0; i < count; i++) {
    const [a, b] = [i * 2, ((i + 1) % count) * 2]
    const [ax, ay, bx, by] = [points[a], points[a + 1], points[b], points[b + 1]]
    const length = Math.hypot(bx - ax, by - ay)
    if (distanceToSide(x, y, ax, ay, bx, by) < 1e-9) found = along + Math.hypot(x - ax, y - ay)
    along += length
  }
  return found / along
}

test('spread seams are spread along the length of loops, few or many as their points are', () => {
  // A round part of a hundred points, a tenth of the way around; the rest is three sides.
  const round = Array.from({ length: 100 }, (_, i) => [i * 0.1, 2 * Math.sin((i / 99) * Math.PI)])
  const shapes = [loop(0, 0, 40, 0, 40, 40, 0, 40), loop(...round.flat(), 40, 0, 40, 30, 0, 30)]
  for (const shape of shapes) {
    const loops = Array.from({ length: 40 }, () => shape)
    const shares = placeSeamsBy(loops, 'spread').map(({ points }) => shareAlong(shape, points[0], points[1]))
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => shares.filter((share) => Math.floor(share * 10) === tenth).length,
    )
    for (const seams of tenths) {
      expect(seams).toBeGreaterThanOrEqual(3)
      expect(seams).toBeLessThanOrEqual(5)
    }
  }
})

test('a seam takes a point that is there where one is as good', () => {
  const circle = loop(
    ...Array.from({ length: 400 }, (_, i) => [
      5 * Math.cos((i * Math.PI) / 200),
      5 * Math.sin((i * Math.PI) / 200),
    ]).flat(),
  )
  for (const { points } of placeSeamsBy([circle, circle, circle], 'spread')) expect(points.length).toBe(800)
})

test('spread seams of loops beside each other do not lie in a row', () => {
  const square = (x: number) =>
    loop(...Array.from({ length: 40 }, (_, i) => [x + Math.cos(i * 0.157), Math.sin(i * 0.157)]).flat())
  const placed = placeSeamsBy([square(0), line(0, 0, 1, 1), square(5), square(10), square(15)], 'spread')
  const angles = placed
    .filter(({ closed }) => closed)
    .map(({ points }, i) => Math.atan2(points[1], points[0] - 5 * i))
  for (let i = 0; i < angles.length; i++) {
    for (let j = i + 1; j < angles.length; j++) expect(Math.abs(angles[i] - angles[j])).toBeGreaterThan(0.3)
  }
})
