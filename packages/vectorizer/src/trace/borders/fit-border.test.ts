import { flattenCurves } from '@plotline/strokes/geometry/curves/flatten'
import { describe, expect, test } from 'vitest'
import { fitLine } from './fit-border.ts'

const fit = { tolerance: 0.5, calmings: 2 }

/** Corners from a start and steps: `r`, `d`, `l`, `u`. */
function walk(x: number, y: number, steps: string): Int32Array {
  const corners = [x, y]
  for (const step of steps) {
    if (step === 'r') x++
    if (step === 'l') x--
    if (step === 'd') y++
    if (step === 'u') y--
    corners.push(x, y)
  }
  return Int32Array.from(corners)
}

/** The corners of the pixels of a disk, once around it with the disk to the right. */
function around(cx: number, cy: number, radius: number): Int32Array {
  const isIn = (x: number, y: number) => Math.hypot(x + 0.5 - cx, y + 0.5 - cy) < radius
  let x = Math.round(cx)
  let y = 0
  while (!isIn(x, y)) y++
  const corners: number[] = []
  const [startX, startY] = [x, y]
  let direction = 0
  const step = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ]
  do {
    corners.push(x, y)
    x += step[direction][0]
    y += step[direction][1]
    // Right where it is open, else ahead, else left; the pixel to the right of the step is inside, the one to its left not.
    direction =
      [1, 0, 3]
        .map((turn) => (direction + turn) % 4)
        .find((next) => {
          const [rx, ry] = [
            [x, y],
            [x - 1, y],
            [x - 1, y - 1],
            [x, y - 1],
          ][next]
          const [lx, ly] = [
            [x, y - 1],
            [x, y],
            [x - 1, y],
            [x - 1, y - 1],
          ][next]
          return isIn(rx, ry) && !isIn(lx, ly)
        }) ?? 0
  } while (x !== startX || y !== startY)
  return Int32Array.from(corners)
}

const pointsOn = (curve: Float64Array) => {
  const flat = flattenCurves(curve, 0.01)
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[i * 2], flat[i * 2 + 1]] as const)
}
const endsOf = (curve: Float64Array) => [[...curve.subarray(0, 2)], [...curve.subarray(-2)]]

describe('a line along cracks', () => {
  test('that is straight is one straight curve between its ends', () => {
    const { curve } = fitLine(walk(3, 5, 'rrrrrrrrrr'), false, fit)
    expect(curve).toHaveLength(8)
    for (const [, y] of pointsOn(curve)) expect(y).toBeCloseTo(5, 9)
    expect(endsOf(curve)).toEqual([
      [3, 5],
      [13, 5],
    ])
  })

  test('loses its stairs, and keeps its ends', () => {
    const { curve } = fitLine(walk(0, 0, 'rrd'.repeat(12)), false, fit)
    expect(endsOf(curve)).toEqual([
      [0, 0],
      [24, 12],
    ])
    // The middles of its cracks lie a quarter to either side of this line.
    for (const [x, y] of pointsOn(curve)) expect(Math.abs(y - x / 2 + 0.25)).toBeLessThan(0.6)
    expect(curve.length).toBeLessThan(2 + 6 * 4)
  })

  test('keeps a right angle', () => {
    const { curve } = fitLine(walk(0, 0, 'r'.repeat(12) + 'd'.repeat(12)), false, fit)
    const nearest = Math.min(...pointsOn(curve).map(([x, y]) => Math.hypot(x - 12, y)))
    expect(nearest).toBeLessThan(0.75)
    for (const [x, y] of pointsOn(curve)) expect(Math.min(Math.abs(y), Math.abs(x - 12))).toBeLessThan(0.5)
  })

  test('begins and ends where it is told to', () => {
    const { curve } = fitLine(walk(3, 5, 'rrrrrrrrrr'), false, fit, [
      [3.25, 4.5],
      [12.5, 5.25],
    ])
    expect(endsOf(curve)).toEqual([
      [3.25, 4.5],
      [12.5, 5.25],
    ])
    expect(endsOf(fitLine(walk(3, 5, 'rrrr'), false, fit, [undefined, [7.5, 5.5]]).curve)).toEqual([
      [3, 5],
      [7.5, 5.5],
    ])
  })
})

describe('a loop along cracks', () => {
  test.each([6, 15, 40])(
    'around a disk of radius %i is round, as large as it, and back at its start',
    (radius) => {
      const corners = around(50.3, 49.6, radius)
      const { curve } = fitLine(corners, true, fit)
      const [start, end] = endsOf(curve)
      expect(start).toEqual(end)
      let area = 0
      const points = pointsOn(curve)
      for (const [i, [x, y]] of points.entries()) {
        expect(Math.abs(Math.hypot(x - 50.3, y - 49.6) - radius)).toBeLessThan(0.75)
        const [ax, ay] = points[(i + points.length - 1) % points.length]
        area += (ax * y - x * ay) / 2
      }
      expect(area / (Math.PI * radius ** 2)).toBeCloseTo(1, 1)
      expect(curve.length).toBeLessThan(corners.length / 3)
    },
  )

  test('around a box has its four corners', () => {
    const box = walk(10, 10, 'r'.repeat(20) + 'd'.repeat(14) + 'l'.repeat(20) + 'u'.repeat(14)).subarray(
      0,
      -2,
    )
    const { curve } = fitLine(box, true, fit)
    for (const [cx, cy] of [
      [10, 10],
      [30, 10],
      [30, 24],
      [10, 24],
    ]) {
      expect(Math.min(...pointsOn(curve).map(([x, y]) => Math.hypot(x - cx, y - cy)))).toBeLessThan(0.75)
    }
  })
})

test('the place beside a corner of a line is on the curve near that corner', () => {
  /** The point at the number of a curve and the parameter on it. */
  const at = (curve: Float64Array, place: number) => {
    const k = Math.min(Math.floor(place), (curve.length - 2) / 6 - 1)
    const t = place - k
    return [0, 1].map((axis) => {
      const [a, b, c, d] = [0, 2, 4, 6].map((offset) => curve[k * 6 + offset + axis])
      return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t ** 3 * d
    })
  }
  const lines = [
    [walk(0, 0, 'rrd'.repeat(12) + 'ruru'.repeat(6)), false],
    [around(50.3, 49.6, 15), true],
    [walk(10, 10, 'r'.repeat(20) + 'd'.repeat(14) + 'l'.repeat(20) + 'u'.repeat(14)).subarray(0, -2), true],
  ] as const
  for (const [corners, closed] of lines) {
    const { curve, placeOf } = fitLine(corners, closed, fit)
    for (let corner = closed ? 0 : 1; corner < corners.length / 2 - 1; corner++) {
      const [x, y] = at(curve, placeOf(corner))
      expect(Math.hypot(x - corners[corner * 2], y - corners[corner * 2 + 1])).toBeLessThan(2)
    }
  }
})
