import type { Drawing } from '@plotline/strokes'
import { expect, test } from 'vitest'
import { endsOf, packDrawing, strokeCount, tracePart, traceTravel, traceWay } from './view-drawing.ts'

const stroke = (closed: boolean, ...points: number[]) => ({ closed, points: Float64Array.from(points) })

test('packDrawing keeps every point of every stroke, in order', () => {
  const drawing: Drawing = {
    sheet: { widthMm: 100, heightMm: 50, marginMm: 5, paperColor: '#ffffff' },
    layers: [
      {
        pen: { name: 'a', color: '#000000', widthMm: 0.3 },
        marks: [stroke(false, 1, 2, 3, 4), stroke(true, 5, 6, 7, 8, 9, 10)],
      },
      { pen: { name: 'b', color: '#ff0000', widthMm: 0.5 }, marks: [] },
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
    sheet: { widthMm: 100, heightMm: 50, marginMm: 5, paperColor: '#ffffff' },
    layers: [
      {
        pen: { name: 'a', color: '#000000', widthMm: 0.3 },
        marks: [{ color: '#336699', contours }],
      },
    ],
    meta: { style: 'fill', seed: 1 },
  }
  const [region] = packDrawing(drawing).layers[0]?.regions ?? []
  expect(region?.color).toBe('#336699')
  expect([...(region?.starts ?? [])]).toEqual([0, 8, 16])
  expect([...(region?.curves ?? [])]).toEqual([0, 0, 1, 0, 2, 0, 3, 0, 5, 5, 6, 5, 7, 5, 8, 5])
})

/** What is traced, as words. */
function tracer() {
  const traced: string[] = []
  return {
    traced,
    moveTo: (x: number, y: number) => void traced.push(`M${x},${y}`),
    lineTo: (x: number, y: number) => void traced.push(`L${x},${y}`),
  }
}

const [layer] = packDrawing({
  sheet: { widthMm: 100, heightMm: 50, marginMm: 5, paperColor: '#ffffff' },
  layers: [
    {
      pen: { name: 'a', color: '#000000', widthMm: 0.3 },
      marks: [
        stroke(false, 0, 0, 10, 0, 10, 30),
        stroke(true, 20, 0, 30, 0, 30, 10, 20, 10),
        stroke(false, 50, 5),
      ],
    },
  ],
  meta: { style: 'lines', seed: 1 },
}).layers as [ReturnType<typeof packDrawing>['layers'][number]]

test.each([
  [0, 0, 'M0,0 L0,0', { x: 0, y: 0 }],
  [0, 0.125, 'M0,0 L5,0', { x: 5, y: 0 }],
  [0, 0.5, 'M0,0 L10,0 L10,10', { x: 10, y: 10 }],
  [0, 1, 'M0,0 L10,0 L10,30', { x: 10, y: 30 }],
  [1, 0.875, 'M20,0 L30,0 L30,10 L20,10 L20,5', { x: 20, y: 5 }],
  [1, 1, 'M20,0 L30,0 L30,10 L20,10 L20,0', { x: 20, y: 0 }],
  [2, 0.5, 'M50,5', { x: 50, y: 5 }],
])('of stroke %d a share of %d is drawn', (number, share, path, pen) => {
  const { traced, ...sink } = tracer()
  expect(tracePart(sink, layer, number, share)).toEqual(pen)
  expect(traced.join(' ')).toBe(path)
})

test('a loop is left where it was begun, and the way leads from there', () => {
  expect(endsOf(layer, 1)).toEqual({ entry: { x: 20, y: 0 }, exit: { x: 20, y: 0 } })
  const all = tracer()
  traceTravel(all, layer)
  expect(all.traced.join(' ')).toBe('M10,30 L20,0 M20,0 L50,5')
  const one = tracer()
  traceTravel(one, layer, 1)
  expect(one.traced.join(' ')).toBe('M10,30 L20,0')
  const half = tracer()
  expect(traceWay(half, endsOf(layer, 0).exit, layer, 1, 0.5)).toEqual({ x: 15, y: 15 })
  expect(half.traced.join(' ')).toBe('M10,30 L15,15')
})
