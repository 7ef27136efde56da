import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { resultOf } from '../steps.ts'
import { shortPath } from './point-path.ts'

function pathOf(points: Float64Array, kicks = 500): Int32Array {
  return resultOf(shortPath(points, kicks, seededRandom(1)))
}

function lengthOf(points: Float64Array, order: Int32Array): number {
  let length = 0
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1] * 2, order[i] * 2]
    length += Math.hypot(points[a] - points[b], points[a + 1] - points[b + 1])
  }
  return length
}

test.each([0, 1, 2, 7, 8, 300])('%d points are all visited, once', (count) => {
  const random = seededRandom(count)
  const points = Float64Array.from({ length: count * 2 }, random)
  const order = pathOf(points)
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
})

test('a grid is walked in steps of one', () => {
  const points = Float64Array.from({ length: 900 * 2 }, (_, i) =>
    i % 2 === 0 ? (i >> 1) % 30 : Math.floor((i >> 1) / 30),
  )
  expect(lengthOf(points, pathOf(points, 20_000))).toBeLessThan(899 * 1.01)
})

test('points at random are visited within 5 % of the constant of Beardwood, Halton and Hammersley', () => {
  const random = seededRandom(4)
  const count = 2000
  const points = Float64Array.from({ length: count * 2 }, random)
  // .7124 √(n A), and about a third more of √A for the border: Johnson & McGeoch 1996.
  const expected = 0.7124 * Math.sqrt(count) * (1 + (0.33 / Math.sqrt(count)) * 10)
  expect(lengthOf(points, pathOf(points, 8000))).toBeLessThan(expected * 1.05)
})

test('points in one place make no trouble', () => {
  const order = pathOf(new Float64Array(60).fill(3))
  expect(new Set(order).size).toBe(30)
})
