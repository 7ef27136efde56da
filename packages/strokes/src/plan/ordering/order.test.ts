import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latticeStrokes, line, loop, pageStrokes } from '../../../testing/strokes.ts'
import { seededRandom } from '../../geometry/random.ts'
import type { Stroke } from '../../types.ts'
import { orderLevels, orderStrokes } from './order.ts'
import { travelLength } from './travel.ts'

/** The same word for a stroke however it is turned. */
function shapeOf({ points, closed }: Stroke): string {
  const pairs: string[] = []
  for (let i = 0; i < points.length; i += 2) pairs.push(`${points[i]},${points[i + 1]}`)
  const words: string[] = []
  for (const run of [pairs, [...pairs].reverse()]) {
    for (let turn = 0; turn < (closed ? run.length : 1); turn++) {
      words.push([...run.slice(turn), ...run.slice(0, turn)].join(' '))
    }
  }
  return (closed ? 'z ' : '') + words.sort()[0]
}

describe.each(orderLevels)('orderStrokes, level %s', (level) => {
  test('loses, adds and bends no stroke, and travels no farther than as given', () => {
    fc.assert(
      fc.property(fc.oneof(latticeStrokes(), pageStrokes()), (strokes) => {
        const ordered = orderStrokes(strokes, { level })
        expect(ordered.map(shapeOf).sort()).toEqual(
          strokes
            .filter((stroke) => stroke.points.length > 0)
            .map(shapeOf)
            .sort(),
        )
        const start = { x: 0, y: 0 }
        expect(travelLength(ordered, start)).toBeLessThanOrEqual(travelLength(strokes, start) + 1e-9)
      }),
    )
  })
})

describe('orderStrokes', () => {
  test('reverses strokes and starts loops where the pen is', () => {
    const ordered = orderStrokes([line(20, 0, 10, 0), loop(30, 0, 20, 0, 25, 5), line(1, 0, 9, 0)])
    expect(ordered.map(({ points }) => [...points])).toEqual([
      [1, 0, 9, 0],
      [10, 0, 20, 0],
      [20, 0, 25, 5, 30, 0],
    ])
  })

  test('keeps the order as drawn when asked to', () => {
    const strokes = [line(5, 5, 6, 6), line(0, 0, 1, 1)]
    expect(orderStrokes(strokes, { level: 'none' })).toEqual(strokes)
  })

  test('is the same every time, and far shorter than as given', () => {
    const random = seededRandom(3)
    const strokes = Array.from({ length: 5000 }, () => {
      const x = random() * 200
      const y = random() * 200
      return line(x, y, x + random() * 4, y + random() * 4)
    })
    const ordered = orderStrokes(strokes)
    expect(orderStrokes(strokes)).toEqual(ordered)
    expect(travelLength(ordered)).toBeLessThan(travelLength(strokes) / 20)
  })
})
