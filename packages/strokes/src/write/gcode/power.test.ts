import { describe, expect, test } from 'vitest'
import { drawingOf, smallDrawing } from '../../../testing/drawings.ts'
import { line } from '../../../testing/strokes.ts'
import type { Tones } from '../../types.ts'
import { penContrasts, powerLine } from './power.ts'

const power = { least: 0, most: 320, gamma: 1 }

/** Tones in squares of 2 mm, the first column's left edge at 10 mm and the first row's upper edge at 20 mm. */
function tonesOf(...rows: number[][]): Tones {
  const plane = { width: rows[0].length, height: rows.length, data: Float32Array.from(rows.flat()) }
  return { plane, mmPerPx: 2, xMm: 10, yMm: 20 }
}

const partsOf = ({ points, levels }: ReturnType<typeof powerLine>) =>
  Array.from(levels, (level, i) => [points[i * 2], points[i * 2 + 1], level])

describe('the power of a laser along a line', () => {
  test('is one where there are no tones', () => {
    const points = Float64Array.of(0, 0, 50, 0, 50, 9)
    expect(powerLine(points, {}, 0.5, power)).toEqual({ points, levels: Int32Array.of(160, 160, 160) })
  })

  test('is that of the tone where each part lies, across', () => {
    const tones = tonesOf([1, 1, 1, 0, 0, 0])
    expect(partsOf(powerLine(Float64Array.of(11, 21, 15, 21), { tones }, 1, power))).toEqual([
      [11, 21, 0],
      [15, 21, 0],
    ])
    const [first, ...rest] = partsOf(powerLine(Float64Array.of(11, 21, 21, 21), { tones }, 1, power))
    expect(first).toEqual([11, 21, 0])
    expect(rest[0][2]).toBe(0)
    expect(rest.at(-1)).toEqual([21, 21, 320])
    // It changes in the middle, and nowhere outside.
    for (const [x] of rest.slice(0, -1)) expect(Math.abs(x - 16)).toBeLessThanOrEqual(2)
  })

  test('and down', () => {
    const tones = tonesOf([0], [0], [0], [1], [1], [1])
    const parts = partsOf(powerLine(Float64Array.of(11, 21, 11, 31), { tones }, 1, power))
    expect([parts[0][2], parts[1][2], parts.at(-1)?.[2]]).toEqual([320, 320, 0])
    for (const [, y] of parts.slice(1, -1)) expect(Math.abs(y - 26)).toBeLessThanOrEqual(2)
  })

  test('cuts no line whose tone is the same all along', () => {
    const tones = tonesOf([0.5, 0.5, 0.5, 0.5])
    const points = Float64Array.of(10, 20, 18, 20, 18, 22)
    expect(powerLine(points, { tones }, 1, power)).toEqual({ points, levels: Int32Array.of(160, 160, 160) })
  })

  test('goes from the least to the most, bent by gamma, in 32 steps', () => {
    const levelOf = (tone: number, gamma: number) =>
      powerLine(Float64Array.of(10, 20, 11, 20), { tones: tonesOf([tone]) }, 1, {
        least: 100,
        most: 420,
        gamma,
      }).levels[1]
    expect([0, 0.5, 1].map((tone) => levelOf(tone, 1))).toEqual([420, 260, 100])
    expect([0, 0.5, 1].map((tone) => levelOf(tone, 2))).toEqual([420, 180, 100])
    const levels = Array.from({ length: 500 }, (_, i) => levelOf(i / 499, 1))
    expect(new Set(levels).size).toBe(33)
  })
})

test('pens count by how far they stand out from the paper, the farthest as whole', () => {
  const colored = (paperColor: string, ...colors: string[]) =>
    penContrasts({
      ...smallDrawing,
      sheet: { ...smallDrawing.sheet, paperColor },
      layers: colors.map((color) => ({ pen: { name: '', color, widthMm: 1 }, marks: [line(1, 1)] })),
    })
  expect(colored('#ffffff', '#000000', '#ffffff')).toEqual([1, 0])
  expect(colored('#000000', '#000000', '#ffffff')).toEqual([0, 1])
  const [grey, black] = colored('#ffffff', '#777777', '#000000')
  expect(black).toBe(1)
  expect(grey).toBeCloseTo(0.5, 1)
  expect(colored('#ffffff', '#777777')).toEqual([1])
  expect(
    penContrasts({ ...drawingOf([line(1, 1)]), sheet: { ...smallDrawing.sheet, paperColor: '#1b1f2a' } }),
  ).toEqual([1])
})
