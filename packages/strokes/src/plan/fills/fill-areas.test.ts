import { describe, expect, test } from 'vitest'
import { measureInk } from '../../../testing/ink.ts'
import { line, loop } from '../../../testing/strokes.ts'
import { shapesOf, sumOfAreas } from '../../geometry/areas/polygons.ts'
import { straightCurves } from '../../geometry/curves/straight-curves.ts'
import { areasOf, strokesOf } from '../../geometry/marks.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import { resultOf } from '../../geometry/steps.ts'
import type { Layer } from '../../types.ts'
import { type FillOptions, type FillPattern, fillContours, fillLayers, fillPatterns } from './fill-areas.ts'

const polygon = (count: number, x: number, y: number, radiusOf: (i: number) => number) =>
  Float64Array.from({ length: count * 2 }, (_, k) => {
    const angle = ((k >> 1) / count) * 2 * Math.PI
    return k % 2 ? y + radiusOf(k >> 1) * Math.sin(angle) : x + radiusOf(k >> 1) * Math.cos(angle)
  })
const circle = (x: number, y: number, radius: number) => polygon(90, x, y, () => radius)

const shapes: Record<string, Float64Array[]> = {
  square: [Float64Array.of(10, 10, 30, 10, 30, 30, 10, 30)],
  'ring with a hole': [circle(30, 30, 20), circle(33, 30, 9)],
  star: [polygon(10, 40, 40, (i) => (i % 2 ? 12 : 30))],
  concave: [Float64Array.of(10, 10, 40, 10, 40, 40, 31, 40, 31, 18, 19, 18, 19, 40, 10, 40)],
  'several shapes': [
    Float64Array.of(10, 10, 28, 14, 22, 30),
    circle(45, 20, 9),
    Float64Array.of(10, 40, 60, 40, 60, 47.3, 10, 47.3),
    circle(45, 20, 3),
  ],
}

/**
 * What may be drawn twice, in widths of the pen along the whole border: lines end and turn on the line along it, a spiral
 * begins and ends with a whole turn, rings meet where they are no whole number. Cross is two fills of lines.
 */
const twice: Record<FillPattern, (border: number) => number> = {
  lines: (border) => 1.3 * border,
  cross: (border) => 1 + 1.3 * border,
  rings: (border) => 0.4 * border,
  spiral: (border) => 1.5 * border,
}

const filledBy = (contours: Float64Array[], widthMm: number, options: FillOptions) =>
  resultOf(fillContours(contours, 'evenodd', widthMm, options))

describe.each(Object.entries(shapes))('%s', (_, contours) => {
  const border = contours.reduce((sum, points) => sum + strokeLength({ points, closed: true }), 0)
  const area = sumOfAreas(shapesOf(contours, 'evenodd').flat())

  test.each(fillPatterns.flatMap((pattern) => [0.5, 1].map((widthMm) => ({ pattern, widthMm }))))(
    '$pattern of a pen of $widthMm mm covers it, and little twice',
    ({ pattern, widthMm }) => {
      const { strokes, narrow } = filledBy(contours, widthMm, { pattern })
      expect(narrow).toEqual([])
      const { coverage, overlap, outsideMm } = measureInk(strokes, widthMm, contours)
      expect(coverage).toBeGreaterThan(0.99)
      expect(overlap).toBeLessThan(twice[pattern]((widthMm * border) / area))
      expect(outsideMm).toBeLessThan(0.05 * widthMm)
    },
  )

  test('open hatching keeps its distance and stays inside', () => {
    for (const pattern of fillPatterns) {
      const { strokes } = filledBy(contours, 0.5, { pattern, spacingMm: 2, angleDeg: 20 })
      const { coverage, overlap, outsideMm } = measureInk(strokes, 0.5, contours)
      expect(coverage).toBeGreaterThan(pattern === 'cross' ? 0.35 : 0.18)
      expect(coverage).toBeLessThan(pattern === 'cross' ? 0.6 : 0.45)
      expect(overlap).toBeLessThan(pattern === 'cross' ? 0.3 : 0.15)
      expect(outsideMm).toBeLessThan(0.025)
    }
  })
})

test('a simple shape is one line: a spiral, or lines that go on into each other', () => {
  expect(filledBy(shapes.square, 0.5, { pattern: 'spiral' }).strokes).toHaveLength(1)
  expect(filledBy(shapes.square, 0.5, { pattern: 'lines', angleDeg: 0 }).strokes).toHaveLength(2)
})

test('lines run at the angle that was asked for', () => {
  const { strokes } = filledBy(shapes.square, 0.3, { pattern: 'lines', spacingMm: 3, angleDeg: 30 })
  for (const { points } of strokes) {
    const turn = Math.atan2(points[3] - points[1], points[2] - points[0])
    expect(Math.tan(turn)).toBeCloseTo(Math.tan(Math.PI / 6), 3)
  }
})

test('what is narrower than the pen keeps its outline', () => {
  const slit = Float64Array.of(0, 0, 20, 0, 20, 0.3, 0, 0.3)
  const { strokes, narrow } = filledBy([slit], 0.5, { pattern: 'rings' })
  expect(strokes).toEqual([])
  expect(narrow).toHaveLength(1)
})

test('what is nothing is filled with nothing, what crosses itself is filled', () => {
  for (const pattern of fillPatterns) {
    for (const points of [[], [1, 1], [1, 1, 2, 2], [1, 1, 2, 2, 3, 3], [5, 5, 5, 5, 5, 5]])
      expect(filledBy([Float64Array.from(points)], 0.5, { pattern })).toEqual({ strokes: [], narrow: [] })
    const bow = [Float64Array.of(0, 0, 20, 20, 20, 0, 0, 20)]
    expect(measureInk(filledBy(bow, 0.5, { pattern }).strokes, 0.5, bow).coverage).toBeGreaterThan(0.98)
  }
})

test('kilometres of ink are refused', () => {
  const sheet = [Float64Array.of(0, 0, 10_000, 0, 10_000, 10_000, 0, 10_000)]
  expect(() => filledBy(sheet, 0.3, { pattern: 'lines', spacingMm: 0.05 })).toThrow(
    expect.objectContaining({ code: 'too_large', message: expect.stringMatching(/takes 2000 km of ink/) }),
  )
})

describe('layers', () => {
  const pen = { name: 'Black', color: '#000000', widthMm: 0.5 }
  const square = (x: number, y: number, side: number) =>
    loop(x, y, x + side, y, x + side, y + side, x, y + side)
  const region = (x: number, y: number, side: number) => ({
    color: '#000000',
    contours: [Float64Array.from(straightCurves(square(x, y, side).points, true))],
  })
  const filledLayers = (layers: Layer[], ...fills: (FillOptions | null)[]) =>
    resultOf(fillLayers(layers, (i) => fills[i]))

  test('closed strokes are filled up to their border, open ones stay, a stroke inside another is a hole', () => {
    const open = line(0, 0, 5, 5)
    const strokes = [square(10, 10, 20), open, square(15, 15, 10)]
    const [{ marks }] = filledLayers([{ pen, marks: strokes }], { pattern: 'rings' })
    expect(strokesOf(marks).at(-1)).toBe(open)
    const ink = measureInk(strokesOf(marks).slice(0, -1), 0.5, [strokes[0].points, strokes[2].points])
    expect(ink.coverage).toBeGreaterThan(0.99)
    expect(ink.outsideMm).toBeLessThan(0.025)
  })

  test('open hatching keeps the outlines', () => {
    const strokes = [square(10, 10, 20)]
    const [{ marks }] = filledLayers([{ pen, marks: strokes }], { pattern: 'lines', spacingMm: 2 })
    expect(strokesOf(marks)).toContain(strokes[0])
    expect(strokesOf(marks).length).toBeGreaterThan(8)
  })

  test('a layer is filled in its own way, or not', () => {
    const layers = [
      { pen, marks: [square(10, 10, 20)] },
      { pen, marks: [square(40, 10, 20)] },
    ]
    const [first, second] = filledLayers(layers, null, { pattern: 'spiral' })
    expect(first).toBe(layers[0])
    expect(strokesOf(second.marks)).toHaveLength(1)
  })

  test('a stroke that crosses itself is filled throughout', () => {
    const star = polygon(5, 40, 40, () => 30)
    const pentagram = Float64Array.from({ length: 10 }, (_, k) => star[(((k >> 1) * 2) % 5) * 2 + (k % 2)])
    const outline = polygon(10, 40, 40, (i) =>
      i % 2 ? 30 * (Math.cos(0.4 * Math.PI) / Math.cos(0.2 * Math.PI)) : 30,
    )
    for (const points of [pentagram, Float64Array.of(...outline, ...outline)]) {
      const [{ marks }] = filledLayers([{ pen, marks: [{ points, closed: true }] }], { pattern: 'rings' })
      const ink = measureInk(strokesOf(marks), 0.5, [outline])
      expect(ink.coverage).toBeGreaterThan(0.99)
      expect(ink.outsideMm).toBeLessThan(0.025)
    }
  })

  test('progress never falls, and comes near to the end', () => {
    const layer = { pen, marks: [square(10, 10, 20), square(40, 10, 20)] }
    for (const pattern of fillPatterns) {
      const shares = [...fillLayers([layer, layer], () => ({ pattern }))]
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      expect(Math.min(...shares)).toBe(0)
      expect(Math.max(...shares)).toBeLessThanOrEqual(1)
      if (pattern !== 'lines' && pattern !== 'cross') expect(shares.at(-1)).toBeGreaterThan(0.9)
    }
  })

  test('areas are drawn as strokes, without what later layers lie over', () => {
    const layers = [
      { pen, marks: [region(10, 10, 20)] },
      { pen, marks: [region(15, 15, 10)] },
    ]
    const [lower, upper] = filledLayers(layers, { pattern: 'rings' }, { pattern: 'rings' })
    expect([areasOf(lower.marks), areasOf(upper.marks)]).toEqual([[], []])
    const hole = [square(10, 10, 20).points, square(15, 15, 10).points]
    expect(measureInk(strokesOf(lower.marks), 0.5, hole).outsideMm).toBeLessThan(0.025)
    expect(measureInk(strokesOf(lower.marks), 0.5, hole).coverage).toBeGreaterThan(0.99)
  })
  test('all later layers lie over one, also those that are not filled', () => {
    const layers = [region(10, 10, 20), region(12, 12, 5), region(20, 20, 6)].map((one) => ({
      pen,
      marks: [one],
    }))
    const [lower, middle, upper] = filledLayers(layers, { pattern: 'rings' }, null, null)
    expect([middle, upper]).toEqual(layers.slice(1))
    const holes = [square(10, 10, 20), square(12, 12, 5), square(20, 20, 6)].map(({ points }) => points)
    const ink = measureInk(strokesOf(lower.marks), 0.5, holes)
    expect(ink.outsideMm).toBeLessThan(0.025)
    expect(ink.coverage).toBeGreaterThan(0.99)
  })
})
