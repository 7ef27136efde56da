import type { Drawing } from '@plotline/vectorizer'
import { expect, test } from 'vitest'
import { packDrawing, strokeCount } from './view-drawing.ts'

const stroke = (closed: boolean, ...points: number[]) => ({ closed, points: Float64Array.from(points) })

test('packDrawing keeps every point of every stroke, in order', () => {
  const drawing: Drawing = {
    version: 1,
    sheet: { widthMm: 100, heightMm: 50, marginMm: 5, paperColor: '#ffffff' },
    layers: [
      {
        pen: { name: 'a', color: '#000000', widthMm: 0.3 },
        strokes: [stroke(false, 1, 2, 3, 4), stroke(true, 5, 6, 7, 8, 9, 10)],
      },
      { pen: { name: 'b', color: '#ff0000', widthMm: 0.5 }, strokes: [] },
    ],
    meta: { style: 'lines', seed: 1 },
  }
  const packed = packDrawing(drawing)
  expect(strokeCount(packed)).toBe(2)
  const [first, second] = packed.layers
  expect([...(first?.points ?? [])]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect([...(first?.starts ?? [])]).toEqual([0, 4, 10])
  expect([...(first?.closed ?? [])]).toEqual([0, 1])
  expect([...(second?.starts ?? [])]).toEqual([0])
})

test('packDrawing keeps the contours of every area', () => {
  const contours = [Float64Array.from([0, 0, 1, 0, 2, 0, 3, 0]), Float64Array.from([5, 5, 6, 5, 7, 5, 8, 5])]
  const drawing: Drawing = {
    version: 1,
    sheet: { widthMm: 100, heightMm: 50, marginMm: 5, paperColor: '#ffffff' },
    layers: [
      {
        pen: { name: 'a', color: '#000000', widthMm: 0.3 },
        strokes: [],
        regions: [{ color: '#336699', contours }],
      },
    ],
    meta: { style: 'fill', seed: 1 },
  }
  const [region] = packDrawing(drawing).layers[0]?.regions ?? []
  expect(region?.color).toBe('#336699')
  expect([...(region?.starts ?? [])]).toEqual([0, 8, 16])
  expect([...(region?.curves ?? [])]).toEqual([0, 0, 1, 0, 2, 0, 3, 0, 5, 5, 6, 5, 7, 5, 8, 5])
})
