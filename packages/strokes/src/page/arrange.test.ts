import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { line } from '../../testing/strokes.ts'
import { areasOf, strokesOf } from '../geometry/marks.ts'
import type { Drawing } from '../types.ts'
import { arrangeDrawing, drawnHull, drawnSize, fitArrangement, hullSize } from './arrange.ts'

const sheet = { widthMm: 210, heightMm: 297, marginMm: 10, paperColor: '#ffffff' }
const pen = { name: 'Black', color: '#000000', widthMm: 0.3 }

function drawingOf(...strokes: ReturnType<typeof line>[]): Drawing {
  return { sheet, layers: [{ pen, marks: strokes }], meta: { style: 'lines', seed: 1 } }
}
/** An L of 40 × 20 mm whose corner lies at the lower left. */
const ell = drawingOf(line(50, 60, 50, 80, 90, 80))
const pointsOf = (drawing: Drawing) =>
  drawing.layers.flatMap(({ marks }) =>
    strokesOf(marks).flatMap(({ points }) => [...points].map((v) => Math.round(v * 1e5) / 1e5)),
  )

describe('arrangeDrawing', () => {
  test.each([
    { turnDeg: 0, points: [20, 30, 20, 50, 60, 50] },
    { turnDeg: 90, points: [40, 30, 20, 30, 20, 70] },
    { turnDeg: 180, points: [60, 50, 60, 30, 20, 30] },
    { turnDeg: 270, points: [20, 70, 40, 70, 40, 30] },
    { turnDeg: -90, points: [20, 70, 40, 70, 40, 30] },
    // Its corner lies in the middle of the upright box, 20 √2 and 40 √2 of the way down its sides.
    { turnDeg: 45, points: [34.14214, 30, 20, 44.14214, 48.28427, 72.42641] },
  ] as const)('turns clockwise by $turnDeg°', ({ turnDeg, points }) => {
    const widthMm = drawnSize(ell, turnDeg).widthMm
    const { drawing, cutMm } = arrangeDrawing(ell, { sheet, turnDeg, widthMm, xMm: 20, yMm: 30 })
    expect(pointsOf(drawing)).toEqual(points)
    expect(cutMm).toBe(0)
  })

  test('scales to the width that is asked for', () => {
    const { drawing } = arrangeDrawing(ell, { sheet, turnDeg: 0, widthMm: 80, xMm: 10, yMm: 10 })
    expect(pointsOf(drawing)).toEqual([10, 10, 10, 50, 90, 50])
  })

  test('cuts at the margins and says how much ink that was', () => {
    const { drawing, cutMm } = arrangeDrawing(ell, { sheet, turnDeg: 0, widthMm: 40, xMm: -10, yMm: 30 })
    expect(pointsOf(drawing)).toEqual([10, 50, 30, 50])
    expect(cutMm).toBeCloseTo(40, 4)
  })

  test('moves filled areas with their borders', () => {
    const square = Float64Array.of(
      50,
      60,
      60,
      60,
      80,
      60,
      90,
      60,
      90,
      70,
      90,
      75,
      90,
      80,
      70,
      80,
      55,
      70,
      50,
      60,
    )
    const [layer] = ell.layers
    const filled = {
      ...ell,
      layers: [
        {
          pen,
          marks: [{ color: '#ff0000', contours: [square] }, ...(layer?.marks ?? [])],
        },
      ],
    }
    const { drawing } = arrangeDrawing(filled, { sheet, turnDeg: 180, widthMm: 40, xMm: 20, yMm: 30 })
    expect([...areasOf(drawing.layers[0].marks)[0].contours[0]].slice(0, 2)).toEqual([60, 50])
  })

  test('refuses a drawing without a stroke', () => {
    expect(() => fitArrangement(drawingOf(), sheet)).toThrow(/nothing to draw/)
  })

  test('what fits lies inside the margins, as large as they allow, and nothing of it is cut', () => {
    const coordinate = fc.double({ min: -500, max: 500, noNaN: true })
    const strokes = fc.array(fc.tuple(coordinate, coordinate, coordinate, coordinate), {
      minLength: 1,
      maxLength: 6,
    })
    const turns = fc.oneof(fc.constantFrom(0, 90, 180, 270), fc.double({ min: -720, max: 720, noNaN: true }))
    fc.assert(
      fc.property(strokes, turns, (lines, turnDeg) => {
        const drawing = drawingOf(...lines.map((points) => line(...points)))
        const { widthMm, heightMm } = drawnSize(drawing, turnDeg)
        const byHull = hullSize(drawnHull(drawing), turnDeg)
        expect(byHull.widthMm).toBeCloseTo(widthMm, 6)
        expect(byHull.heightMm).toBeCloseTo(heightMm, 6)
        fc.pre(Math.max(widthMm, heightMm) > 1)
        const arrangement = fitArrangement(drawing, sheet, turnDeg)
        const arranged = arrangeDrawing(drawing, arrangement)
        const size = drawnSize(arranged.drawing, 0)
        expect(arranged.cutMm).toBeLessThan(1e-3)
        expect(Math.max(size.widthMm / 190, size.heightMm / 277)).toBeCloseTo(1, 5)
      }),
    )
  })
})
