import { describe, expect, test } from 'vitest'
import { drawingOf } from '../../../testing/drawings.ts'
import { line } from '../../../testing/strokes.ts'
import { renderDrawing } from '../render.ts'
import { coverArea } from './fill-area.ts'

describe('a line of 2 mm in a picture of 4 px per mm', () => {
  const [ax, ay] = [50, 40]

  test.each([0, 3, 17, 45, 72, 88, 90, 135, 178, 200, 271, 315])(
    'at %i° is as wide as its pen, with round ends',
    (angleDeg) => {
      const turn = (angleDeg * Math.PI) / 180
      const [bx, by] = [ax + 30 * Math.cos(turn), ay + 30 * Math.sin(turn)]
      const drawing = drawingOf([line(ax, ay, bx, by)])
      const layers = [{ ...drawing.layers[0], pen: { name: 'Broad', color: '#000000', widthMm: 2 } }]
      const { width, height, data } = renderDrawing({ ...drawing, layers }, { pxPerMm: 4 })
      let wrong = 0
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const [dx, dy] = [(column + 0.5) / 4 - ax, (row + 0.5) / 4 - ay]
          const along = Math.min(30, Math.max(0, dx * Math.cos(turn) + dy * Math.sin(turn)))
          const away = Math.hypot(dx - along * Math.cos(turn), dy - along * Math.sin(turn))
          // Half a pixel to either side of the edge is grey.
          const isSure = Math.abs(away - 1) > 0.125 + 1e-6
          if (isSure && data[(row * width + column) * 4] !== (away < 1 ? 0 : 255)) wrong++
        }
      }
      expect(wrong).toBe(0)
    },
  )
})

describe('an area covers', () => {
  /** What it covers of each pixel of a picture of 6 × 4, to a hundredth. */
  function coveredBy(...contours: number[][]): number[][] {
    const coverage = new Float32Array(24)
    coverArea(
      contours.map((points) => Float64Array.from(points)),
      coverage,
      6,
      4,
    )
    return Array.from({ length: 4 }, (_, y) =>
      Array.from(coverage.subarray(y * 6, y * 6 + 6), (share) => Math.round(share * 100) / 100),
    )
  }
  const none = [0, 0, 0, 0, 0, 0]

  test('whole pixels, and shares of those at its edges', () => {
    expect(coveredBy([1.5, 1, 4.25, 1, 4.25, 3, 1.5, 3])).toEqual([
      none,
      [0, 0.5, 1, 1, 0.25, 0],
      [0, 0.5, 1, 1, 0.25, 0],
      none,
    ])
  })

  test('a share of one pixel where it is smaller', () => {
    expect(coveredBy([2.2, 1.2, 2.7, 1.2, 2.7, 1.8, 2.2, 1.8])).toEqual([
      none,
      [0, 0, 0.3, 0, 0, 0],
      none,
      none,
    ])
  })

  test('no hole, and either way around', () => {
    const square = [1, 0, 5, 0, 5, 4, 1, 4]
    const hole = [2, 1, 2, 3, 4, 3, 4, 1]
    const rows = [
      [0, 1, 1, 1, 1, 0],
      [0, 1, 0, 0, 1, 0],
      [0, 1, 0, 0, 1, 0],
      [0, 1, 1, 1, 1, 0],
    ]
    expect(coveredBy(square, hole)).toEqual(rows)
    expect(coveredBy(square, [2, 1, 4, 1, 4, 3, 2, 3])).toEqual(rows)
  })

  test('half of a square under its diagonal', () => {
    expect(coveredBy([0, 0, 4, 4, 0, 4])).toEqual([
      [0.5, 0, 0, 0, 0, 0],
      [1, 0.5, 0, 0, 0, 0],
      [1, 1, 0.5, 0, 0, 0],
      [1, 1, 1, 0.5, 0, 0],
    ])
  })

  test('nothing where it lies beside the picture, and only its part where it reaches out', () => {
    expect(coveredBy([-3, 0, -1, 0, -1, 4, -3, 4])).toEqual([none, none, none, none])
    expect(coveredBy([7, 0, 9, 0, 9, 4, 7, 4], [0, -3, 6, -3, 6, -1, 0, -1])).toEqual([
      none,
      none,
      none,
      none,
    ])
    expect(coveredBy([-3, -3, 1.5, -3, 1.5, 1, -3, 1])).toEqual([[1, 0.5, 0, 0, 0, 0], none, none, none])
    expect(coveredBy([4.5, 3, 9, 3, 9, 9, 4.5, 9])).toEqual([none, none, none, [0, 0, 0, 0, 0.5, 1]])
  })
})
