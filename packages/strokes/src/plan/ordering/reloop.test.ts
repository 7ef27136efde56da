import { expect, test } from 'vitest'
import { reloopStrokes } from './reloop.ts'

test('loops begin where the pen comes from, open strokes and dots stay', () => {
  const strokes = [
    { points: Float64Array.of(10, 0, 10, 10, 0, 10, 0, 0), closed: true },
    { points: Float64Array.of(0, 0, 50, 50), closed: false },
    { points: Float64Array.of(0, 0, 60, 0, 60, 60), closed: true },
    { points: Float64Array.of(1, 1), closed: false },
  ]
  const relooped = reloopStrokes(strokes, { x: 1, y: 9 })
  expect(relooped.map(({ points }) => [...points])).toEqual([
    [0, 10, 0, 0, 10, 0, 10, 10],
    [0, 0, 50, 50],
    [60, 60, 0, 0, 60, 0],
    [1, 1],
  ])
  expect(reloopStrokes(relooped, { x: 1, y: 9 })).toEqual(relooped)
})
