import { expect, test } from 'vitest'
import { drawingOf } from '../../../testing/drawings.ts'
import { line } from '../../../testing/strokes.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { readDrawing, writeJson } from '../json.ts'

test('JSON gives the tones of a stroke back, to a 255th, and where they lie', () => {
  const data = Float32Array.from({ length: 12 }, (_, i) => i / 11)
  const tones = { plane: { width: 4, height: 3, data }, mmPerPx: 2, xMm: 10, yMm: 20 }
  const drawing = drawingOf([line(10, 10, 20, 20)])
  const written = {
    ...drawing,
    layers: [{ ...drawing.layers[0], marks: [{ ...line(10, 10, 20, 20), tones }] }],
  }
  const [stroke] = strokesOf(readDrawing(writeJson(written)).layers[0].marks)
  expect(stroke.tones).toMatchObject({ plane: { width: 4, height: 3 }, mmPerPx: 2, xMm: 10, yMm: 20 })
  expect(stroke.tones?.plane.data).toHaveLength(12)
  stroke.tones?.plane.data.forEach((tone, i) => {
    expect(Math.abs(tone - data[i])).toBeLessThanOrEqual(0.5 / 255 + 1e-6)
  })
  // Once they are steps of a 255th, nothing is lost any more.
  const again = readDrawing(writeJson(readDrawing(writeJson(written))))
  expect(strokesOf(again.layers[0].marks)[0].tones).toEqual(stroke.tones)
})

test.each([
  ['as many pixels as it says', { plane: { width: 5, height: 3, data: new Float32Array(12) }, mmPerPx: 2 }],
  ['pixels of some size', { plane: { width: 4, height: 3, data: new Float32Array(12) }, mmPerPx: 0 }],
  [
    'tones no lighter than white',
    { plane: { width: 1, height: 1, data: Float32Array.of(1.01) }, mmPerPx: 2 },
  ],
  [
    'tones no darker than black',
    { plane: { width: 1, height: 1, data: Float32Array.of(-0.01) }, mmPerPx: 2 },
  ],
])('a plane of tones has %s', (_, tones) => {
  const drawing = drawingOf([line(10, 10, 20, 20)])
  const marks = [{ ...line(10, 10, 20, 20), tones: { ...tones, xMm: 0, yMm: 0 } }]
  const layers = [{ ...drawing.layers[0], marks }]
  expect(() => writeJson({ ...drawing, layers })).toThrow('The tones of a stroke must be 0 to 1')
})
