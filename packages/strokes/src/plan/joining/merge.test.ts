import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latticeStrokes, line, loop, pageStrokes } from '../../../testing/strokes.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import { seededRandom } from '../../geometry/random.ts'
import type { Stroke } from '../../types.ts'
import { mergeStrokes } from './merge.ts'

const shape = (strokes: Stroke[]) =>
  strokes.map(({ points, closed }) => [...points].join(' ') + (closed ? ' z' : ''))
const ink = (strokes: Stroke[]) => strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0)

describe('mergeStrokes', () => {
  const cases: { name: string; strokes: Stroke[]; toleranceMm: number; merged: string[] }[] = [
    { name: 'nothing', strokes: [], toleranceMm: 1, merged: [] },
    {
      name: 'two in a row',
      strokes: [line(0, 0, 5, 0), line(5, 0, 9, 0)],
      toleranceMm: 0,
      merged: ['0 0 5 0 9 0'],
    },
    {
      name: 'reverses where that helps',
      strokes: [line(0, 0, 5, 0), line(9, 0, 5, 0)],
      toleranceMm: 0,
      merged: ['0 0 5 0 9 0'],
    },
    {
      name: 'bridges a gap',
      strokes: [line(0, 0, 5, 0), line(5.1, 0, 9, 0)],
      toleranceMm: 0.2,
      merged: ['0 0 5 0 5.1 0 9 0'],
    },
    {
      name: 'leaves a wider gap',
      strokes: [line(0, 0, 5, 0), line(5.3, 0, 9, 0)],
      toleranceMm: 0.2,
      merged: ['0 0 5 0', '5.3 0 9 0'],
    },
    {
      name: 'runs straight through a crossing',
      strokes: [line(0, 5, 5, 5), line(5, 0, 5, 5), line(5, 5, 10, 5), line(5, 5, 5, 10)],
      toleranceMm: 0.1,
      merged: ['0 5 5 5 10 5', '5 0 5 5 5 10'],
    },
    {
      name: 'closes a loop',
      strokes: [line(0, 0, 5, 0, 5, 5), line(5, 5, 0, 5, 0, 0)],
      toleranceMm: 0.1,
      merged: ['0 0 5 0 5 5 0 5 z'],
    },
    {
      name: 'takes a loop into the stroke that touches it',
      strokes: [line(10, 0, 5, 5, 0, 0), line(0, 0, 5, -5, 10, 0), line(10, 0, 20, 0)],
      toleranceMm: 0.1,
      merged: ['20 0 10 0 5 5 0 0 5 -5 10 0'],
    },
    {
      name: 'closes no knot smaller than the tolerance',
      strokes: [line(0, 0, 0.1, 0)],
      toleranceMm: 0.5,
      merged: ['0 0 0.1 0'],
    },
    {
      name: 'passes loops and dots through',
      strokes: [loop(0, 0, 1, 0, 1, 1), line(1, 1)],
      toleranceMm: 1,
      merged: ['0 0 1 0 1 1 z', '1 1'],
    },
  ]
  test.each(cases)('$name', ({ strokes, toleranceMm, merged }) => {
    expect(shape(mergeStrokes(strokes, toleranceMm))).toEqual(merged)
  })

  test('keeps the ink and adds no more than one gap per join', () => {
    fc.assert(
      fc.property(fc.oneof(latticeStrokes(), pageStrokes()), fc.constantFrom(0, 0.5, 1.5), (strokes, gap) => {
        const merged = mergeStrokes(strokes, gap)
        expect(merged.length).toBeLessThanOrEqual(strokes.length)
        expect(ink(merged)).toBeGreaterThanOrEqual(ink(strokes) - 1e-9)
        expect(ink(merged)).toBeLessThanOrEqual(ink(strokes) + strokes.length * gap + 1e-9)
      }),
    )
  })

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(latticeStrokes(), fc.constantFrom(0, 0.5, 1, 1.5), (strokes, gap) => {
        const once = mergeStrokes(strokes, gap)
        expect(shape(mergeStrokes(once, gap))).toEqual(shape(once))
      }),
    )
  })

  test('reaches the Euler minimum on a street map of touching pieces', () => {
    const random = seededRandom(7)
    const strokes: Stroke[] = []
    const degree = new Map<string, number>()
    const size = 40
    for (let x = 0; x < size; x++) {
      for (let y = 0; y < size; y++) {
        for (const [dx, dy] of [
          [1, 0],
          [0, 1],
        ]) {
          if (random() < 0.25) continue
          strokes.push(line(x, y, x + dx, y + dy))
          for (const key of [`${x} ${y}`, `${x + dx} ${y + dy}`]) degree.set(key, (degree.get(key) ?? 0) + 1)
        }
      }
    }
    const minimum = [...degree.values()].filter((value) => value % 2 === 1).length / 2
    expect(mergeStrokes(strokes, 0.1).length).toBeLessThanOrEqual(minimum * 1.01 + 1)
  })
})
