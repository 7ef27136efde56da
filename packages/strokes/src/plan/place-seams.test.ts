import fc from 'fast-check'
import { expect, test } from 'vitest'
import { line, loop, pageStrokes } from '../../testing/strokes.ts'
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
        const [now, before] = [vertices(points), vertices(strokes[i].points)]
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
