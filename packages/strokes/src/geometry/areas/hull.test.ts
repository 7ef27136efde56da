import { describe, expect, test } from 'vitest'
import { convexHull } from './hull.ts'

describe('convexHull', () => {
  test('keeps the corners alone, in order', () => {
    const square = [0, 0, 10, 0, 10, 10, 0, 10, 5, 5, 5, 0, 10, 4]
    expect([...convexHull([square])]).toEqual([0, 0, 10, 0, 10, 10, 0, 10])
  })

  test('of a line keeps its ends, of a point that point, of nothing nothing', () => {
    expect([...convexHull([[0, 0, 1, 1, 2, 2]])]).toEqual([0, 0, 2, 2])
    expect([...convexHull([[3, 4, 3, 4]])]).toEqual([3, 4])
    expect([...convexHull([])]).toEqual([])
  })

  test('sees the points of many lists as one', () => {
    const ring = Array.from({ length: 9_000 }, (_, i) => [Math.cos(i) * (i % 90), Math.sin(i) * (i % 90)])
    const whole = convexHull([ring.flat()])
    expect(convexHull(ring)).toEqual(whole)
    for (let i = 0; i < whole.length; i += 2) expect(Math.hypot(whole[i], whole[i + 1])).toBeCloseTo(89, 6)
  })
})
