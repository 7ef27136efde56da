import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smallDrawing } from '../../../testing/drawings.ts'
import { line, loop, pageStrokes } from '../../../testing/strokes.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import type { Stroke } from '../../types.ts'
import { dedupeStrokes } from './dedupe.ts'
import { overlapShare } from './overlap.ts'

const [{ pen }] = smallDrawing.layers
const shareOf = (...layers: Stroke[][]) =>
  overlapShare(
    layers.map((strokes) => ({ pen, marks: strokes })),
    0.05,
  )
const inkOf = (strokes: readonly Stroke[]) => strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)
const rows = (count: number, y = 0) =>
  Array.from({ length: count }, (_, i) => line(10, y + i * 0.2, 60, y + i * 0.2))

test.each<{ name: string; layers: Stroke[][]; share: number }>([
  { name: 'nothing', layers: [], share: 0 },
  { name: 'dots alone', layers: [[line(1, 1), line(1, 1)]], share: 0 },
  { name: 'lines beside each other', layers: [rows(100)], share: 0 },
  {
    name: 'lines that cross',
    layers: [[...rows(50), ...rows(50).map(({ points }) => line(points[1], 0, points[1], 60))]],
    share: 0,
  },
  { name: 'every line twice', layers: [rows(100).flatMap((one) => [one, one])], share: 0.5 },
  {
    name: 'all once more, the other way',
    layers: [[...rows(100), ...rows(100).map(({ points: [ax, ay, bx, by] }) => line(bx, by, ax, ay))]],
    share: 0.5,
  },
  {
    name: 'one line in twenty twice, in part',
    layers: [
      [
        ...rows(100),
        ...rows(10).map(({ points: [ax, ay, bx, by] }) => line((ax + bx) / 2, (ay + by) / 2, bx, by)),
      ],
    ],
    share: 5 / 105,
  },
  { name: 'the same lines with two pens', layers: [rows(50), rows(50)], share: 0 },
  {
    name: 'a shared border',
    layers: [[loop(0, 0, 30, 0, 30, 30, 0, 30), loop(30, 0, 60, 0, 60, 30, 30, 30)]],
    share: 30 / 240,
  },
  {
    name: 'a round line of short sides',
    layers: [
      [
        loop(
          ...Array.from({ length: 2000 }, (_, i) => [
            50 + 40 * Math.cos(i * 0.00314159),
            50 + 40 * Math.sin(i * 0.00314159),
          ]).flat(),
        ),
      ],
    ],
    share: 0,
  },
])('$name', ({ layers, share }) => {
  expect(Math.abs(shareOf(...layers) - share)).toBeLessThan(0.012)
})

test('is about what deduping leaves out', () => {
  fc.assert(
    fc.property(pageStrokes(3), fc.integer({ min: 0, max: 100 }), (strokes, twice) => {
      const doubled = strokes.flatMap((stroke, i) => (i % 101 < twice ? [stroke, stroke] : [stroke]))
      const ink = inkOf(doubled)
      fc.pre(ink > 1)
      const left = inkOf(dedupeStrokes(doubled, 0.05)) / ink
      expect(Math.abs(shareOf(doubled) - (1 - left))).toBeLessThan(0.05)
    }),
    { numRuns: 50 },
  )
})
