import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawingOf } from '../../../testing/drawings.ts'
import { line, loop, pageStrokes } from '../../../testing/strokes.ts'
import { devices } from '../../devices/devices.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import { seededRandom } from '../../geometry/random.ts'
import { resultOf } from '../../geometry/steps.ts'
import type { Layer, Stroke } from '../../types.ts'
import { multipassStrokes } from '../multipass.ts'
import { splitForRefills } from '../refill.ts'
import { moveSeconds } from '../time/machine-time.ts'
import { type SortOptions, sortLayerSteps, strokeSorts } from './sort.ts'
import { travelLength } from './travel.ts'

const layerOf = (strokes: readonly Stroke[]): Layer => ({ ...drawingOf([]).layers[0], marks: strokes })

function sorted(strokes: readonly Stroke[], options: SortOptions): readonly Stroke[] {
  return strokesOf(resultOf(sortLayerSteps([layerOf(strokes)], options))[0].marks)
}

/** A word for the points of a stroke, whichever way around and wherever begun. */
const shapeOf = ({ points, closed }: Stroke) => {
  const pairs: string[] = []
  for (let i = 0; i < points.length; i += 2) pairs.push(`${points[i]},${points[i + 1]}`)
  return `${closed} ${pairs.sort().join(' ')}`
}

test.each(strokeSorts)('%s loses no stroke and bends none', (sort) => {
  fc.assert(
    fc.property(pageStrokes(), (strokes) => {
      expect(sorted(strokes, { sort, level: 'fast' }).map(shapeOf).sort()).toEqual(
        strokes.map(shapeOf).sort(),
      )
    }),
    { numRuns: 15 },
  )
})

describe('what is asked for is what comes', () => {
  const far = line(0, 0, 100, 0)
  const middle = loop(40, 48, 60, 48, 50, 60)
  const right = line(90, 50, 80, 50)
  test.each([
    ['as-drawn', [middle, right, far]],
    ['outside-in', [far, right, middle]],
    ['left-to-right', [far, middle, right]],
    ['reverse', [far, right, middle]],
  ] as const)('%s', (sort, wanted) => {
    expect(sorted([middle, right, far], { sort }).map(shapeOf)).toEqual(wanted.map(shapeOf))
  })

  test('outside in goes by the distance from the middle, whichever way that lies', () => {
    const above = line(50, 0, 51, 0)
    const left = line(20, 50, 22, 50)
    const center = line(49, 50, 52, 50)
    const below = line(48, 100, 49, 100)
    const right = line(75, 50, 78, 50)
    const order = sorted([center, left, right, below, above], { sort: 'outside-in' }).map(shapeOf)
    expect(order.slice(0, 2).sort()).toEqual([above, below].map(shapeOf).sort())
    expect(order.slice(2)).toEqual([left, right, center].map(shapeOf))
  })

  test('reverse goes every way back and is as long', () => {
    const strokes = [middle, right, far, loop(10, 10, 20, 10, 20, 20)]
    const back = sorted(strokes, { sort: 'reverse' })
    expect([...back[0].points]).toEqual([10, 10, 20, 20, 20, 10])
    expect([...back[1].points]).toEqual([100, 0, 0, 0])
    expect(travelLength(back)).toBeCloseTo(travelLength(strokes), 9)
    expect(sorted(back, { sort: 'reverse' })).toEqual(strokes)
  })

  test('darkest first begins where the ink is densest', () => {
    const dense = Array.from({ length: 9 }, (_, i) => line(81, 81 + i, 89, 81 + i))
    const [first, , , , , , , , , last] = sorted([far, ...dense], { sort: 'darkest-first' })
    expect(shapeOf(first)).not.toBe(shapeOf(far))
    expect(shapeOf(last)).toBe(shapeOf(far))
  })

  test('the order for time takes no longer than the order for travel', () => {
    const random = seededRandom(5)
    const strokes = Array.from({ length: 150 }, () => {
      const [x, y] = [random() * 200, random() * 200]
      return line(x, y, x + random() * 30, y + random() * 30)
    })
    const device = devices['axidraw-v3']
    const start = { x: 0, y: 0 }
    const secondsOf = (all: readonly Stroke[]) =>
      travelLength(all, start, (mm) => moveSeconds(mm, device.travel))
    const quick = sorted(strokes, { sort: 'time', level: 'good', device })
    expect(secondsOf(quick)).toBeLessThanOrEqual(
      secondsOf(sorted(strokes, { sort: 'travel', level: 'good' })) * 1.01,
    )
  })
})

test('multipass draws everything so many times without lifting', () => {
  expect(multipassStrokes([line(0, 0, 1, 0, 1, 1)], 3)[0].points).toEqual(
    Float64Array.of(0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1),
  )
  fc.assert(
    fc.property(pageStrokes(), fc.integer({ min: 1, max: 4 }), (strokes, passes) => {
      const drawn = multipassStrokes(strokes, passes)
      for (const [i, stroke] of drawn.entries()) {
        expect(strokeLength(stroke)).toBeCloseTo(strokeLength(strokes[i]) * passes, 6)
      }
    }),
  )
})

test('a pen is refilled before it has drawn more than it holds, and all is drawn', () => {
  fc.assert(
    fc.property(pageStrokes(), fc.integer({ min: 20, max: 500 }), (strokes, refillMm) => {
      const parts = splitForRefills([layerOf(strokes)], refillMm)
      const ink = (all: readonly Stroke[]) => all.reduce((sum, stroke) => sum + strokeLength(stroke), 0)
      for (const part of parts) expect(ink(strokesOf(part.marks))).toBeLessThanOrEqual(refillMm * (1 + 1e-6))
      expect(parts.reduce((sum, part) => sum + ink(strokesOf(part.marks)), 0)).toBeCloseTo(ink(strokes), 4)
    }),
  )
  const parts = splitForRefills([layerOf([line(0, 0, 60, 0), line(0, 5, 60, 5)])], 100)
  expect(parts.map(({ pen }) => pen.name)).toEqual(['Black 0.3', 'Black 0.3 refill 2'])
})
