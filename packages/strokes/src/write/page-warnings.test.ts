import { expect, test } from 'vitest'
import { drawingOf } from '../../testing/drawings.ts'
import { line } from '../../testing/strokes.ts'
import { writeDrawing } from './write.ts'

const warnsOf = (...points: number[]) => writeDrawing(drawingOf([line(...points)]), 'svg').warnings

test.each([
  ['left', [-0.3, 40, 50, 40]],
  ['above', [50, -0.3, 50, 40]],
  ['right', [50, 40, 100.3, 40]],
  ['below', [50, 40, 50, 80.3]],
  ['all of it', [200, 200, 300, 300]],
])('what lies off a page of 100 × 80 mm is warned of: %s', (_, points) => {
  expect(warnsOf(...points)).toEqual(['Part of the drawing lies off its page'])
})

test('what lies on the edge, or over it by less than half a pen, is not', () => {
  expect(warnsOf(0, 0, 100, 0, 100, 80, 0, 80, 0, 0)).toEqual([])
  expect(warnsOf(-0.15, -0.15, 100.15, 80.15)).toEqual([])
})
