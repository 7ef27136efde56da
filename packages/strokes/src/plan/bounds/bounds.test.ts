import { describe, expect, test } from 'vitest'
import { smallDrawing } from '../../../testing/drawings.ts'
import { line, loop } from '../../../testing/strokes.ts'
import { strokesOf } from '../../geometry/marks.ts'
import type { Stroke } from '../../types.ts'
import { dedupeStrokes } from '../joining/dedupe.ts'
import { filterShort } from '../joining/filter.ts'
import { mergeStrokes } from '../joining/merge.ts'
import { splitForRefills } from '../refill.ts'

const pointsOf = (strokes: readonly Stroke[]) => strokes.map(({ points }) => [...points])

test('a stroke as long as the least stays, a shorter one and one without points go, even at 0', () => {
  const [exact, short, bent] = [line(0, 0, 3, 4), line(0, 0, 3, 3.99), line(0, 0, 3, 0, 3, 2)]
  expect(filterShort([exact, short, bent], 5)).toEqual([exact, bent])
  expect(filterShort([exact, line(), line(7, 7)], 0)).toEqual([exact, line(7, 7)])
  // A loop's last side counts.
  expect(filterShort([loop(0, 0, 2, 0, 2, 2)], 6.8)).toHaveLength(1)
})

describe('ink over ink', () => {
  const long = line(0, 0, 100, 0)
  /** 4 mm through the middle of `long`. */
  const through = (angleDeg: number) => {
    const turn = (angleDeg * Math.PI) / 180
    const [dx, dy] = [2 * Math.cos(turn), 2 * Math.sin(turn)]
    return line(50 - dx, -dy, 50 + dx, dy)
  }

  test.each([0, 5, 9, -9, 175, 189])('lies over it at %i°, and is left out', (angleDeg) => {
    expect(dedupeStrokes([long, through(angleDeg)], 1)).toEqual([long])
  })

  test.each([11, 20, 90, -11, 169, 191])('crosses it at %i°, and stays', (angleDeg) => {
    expect(dedupeStrokes([long, through(angleDeg)], 1)).toEqual([long, through(angleDeg)])
  })

  test('is ink within the tolerance, and no more', () => {
    expect(dedupeStrokes([long, line(10, 0.5, 90, 0.5)], 0.5)).toEqual([long])
    expect(dedupeStrokes([long, line(10, 0.6, 90, 0.6)], 0.5)).toHaveLength(2)
    expect(dedupeStrokes([long, line(50, 0.5), line(50, 0.6)], 0.5)).toEqual([long, line(50, 0.6)])
    // What runs from within it to beyond it is no double.
    expect(dedupeStrokes([long, line(10, 0.2, 90, 0.8)], 0.5)).toHaveLength(2)
  })
})

describe('a pen that holds ink for 10 mm', () => {
  const cut = (...strokes: Stroke[]) =>
    splitForRefills([{ ...smallDrawing.layers[0], marks: strokes }], 10).map((layer) =>
      pointsOf(strokesOf(layer.marks)),
    )

  test.each([
    ['as much as it holds is one', line(0, 0, 10, 0), [[[0, 0, 10, 0]]]],
    ['twice as much is two', line(0, 0, 20, 0), [[[0, 0, 10, 0]], [[10, 0, 20, 0]]]],
    ['a little more is two halves', line(0, 0, 12, 0), [[[0, 0, 6, 0]], [[6, 0, 12, 0]]]],
    [
      'a stroke with corners is cut between them',
      line(0, 0, 15, 0, 15, 5),
      [[[0, 0, 10, 0]], [[10, 0, 15, 0, 15, 5]]],
    ],
    [
      'a loop is back where it began',
      loop(2, 0, 6, 0, 6, 4, 0, 4, 0, 0),
      [[[2, 0, 6, 0, 6, 4, 4, 4]], [[4, 4, 0, 4, 0, 0, 2, 0]]],
    ],
  ])('%s', (_, stroke, parts) => {
    expect(cut(stroke)).toEqual(parts)
  })

  test('draws short strokes until it is empty, at the end of one', () => {
    const [a, b, c] = [line(0, 0, 6, 0), line(0, 1, 4, 1), line(0, 2, 1, 2)]
    expect(cut(a, b, c)).toEqual([pointsOf([a, b]), pointsOf([c])])
    expect(cut(b, line(0, 3, 6.1, 3), c)).toEqual([pointsOf([b]), pointsOf([line(0, 3, 6.1, 3), c])])
  })
})

test('strokes are merged over a gap as wide as the tolerance, and what coincides is there once', () => {
  expect(pointsOf(mergeStrokes([line(0, 0, 10, 0), line(10, 0, 20, 5)], 0.5))).toEqual([[0, 0, 10, 0, 20, 5]])
  expect(mergeStrokes([line(0, 0, 10, 0), line(10.5, 0, 20, 0)], 0.5)).toHaveLength(1)
  expect(mergeStrokes([line(0, 0, 10, 0), line(10.6, 0, 20, 0)], 0.5)).toHaveLength(2)
  // Points of a stroke of its own that coincide with its last one stay as they are.
  expect(pointsOf(mergeStrokes([line(0, 0, 10, 0), line(10, 0, 10, 0, 10, 7)], 0.5))).toEqual([
    [0, 0, 10, 0, 10, 0, 10, 7],
  ])
  const [ring] = mergeStrokes([line(0, 0, 10, 0, 10, 10), line(10, 10, 0, 10, 0, 0)], 0.5)
  expect(ring).toEqual(loop(0, 0, 10, 0, 10, 10, 0, 10))
})
