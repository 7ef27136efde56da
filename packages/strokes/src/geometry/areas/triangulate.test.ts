import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { resultOf } from '../steps.ts'
import { triangulate } from './triangulate.ts'

function trianglesOf(points: Float64Array): Uint32Array {
  return resultOf(triangulate(points))
}

function areaOf(points: Float64Array, [a, b, c]: Uint32Array): number {
  const [ax, ay] = [points[a * 2], points[a * 2 + 1]]
  return (
    ((points[b * 2] - ax) * (points[c * 2 + 1] - ay) - (points[c * 2] - ax) * (points[b * 2 + 1] - ay)) / 2
  )
}

function withCorners(count: number, seed: number, scale = 1): Float64Array {
  const random = seededRandom(seed)
  const inside = Array.from({ length: count * 2 }, () => random() * scale)
  return Float64Array.from([0, 0, scale, 0, scale, scale, 0, scale, ...inside])
}

test.each([1e-3, 1, 1e6])('fills a square of side %d without gap or overlap', (scale) => {
  const points = withCorners(300, 2, scale)
  const triangles = trianglesOf(points)
  let sum = 0
  for (let i = 0; i < triangles.length; i += 3) {
    const area = areaOf(points, triangles.subarray(i, i + 3))
    expect(area).toBeGreaterThan(0)
    sum += area
  }
  expect(sum / (scale * scale)).toBeCloseTo(1, 6)
  // Euler: 2 n - 2 - hull, with at least the four corners on it.
  expect(triangles.length / 3).toBe(2 * 304 - 2 - 4)
})

test('no point lies within the circle of a triangle', () => {
  const points = withCorners(80, 5)
  const triangles = trianglesOf(points)
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = triangles.subarray(i, i + 3)
    const [ax, ay, bx, by, cx, cy] = [a, b, c].flatMap((id) => [points[id * 2], points[id * 2 + 1]])
    const d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    const x =
      ((ax * ax + ay * ay) * (by - cy) + (bx * bx + by * by) * (cy - ay) + (cx * cx + cy * cy) * (ay - by)) /
      d
    const y =
      ((ax * ax + ay * ay) * (cx - bx) + (bx * bx + by * by) * (ax - cx) + (cx * cx + cy * cy) * (bx - ax)) /
      d
    const radius = Math.hypot(ax - x, ay - y)
    for (let id = 0; id < points.length / 2; id++) {
      expect(Math.hypot(points[id * 2] - x, points[id * 2 + 1] - y)).toBeGreaterThan(radius * (1 - 1e-7))
    }
  }
})

test('takes grids, lines, doubles and too few', () => {
  const grid = Float64Array.from({ length: 200 }, (_, i) =>
    i % 2 === 0 ? (i >> 1) % 10 : Math.floor((i >> 1) / 10),
  )
  expect(trianglesOf(grid).length / 3).toBe(162)
  expect(trianglesOf(Float64Array.of(0, 0, 1, 1, 2, 2, 3, 3))).toHaveLength(0)
  expect(trianglesOf(Float64Array.of(0, 0, 1, 0, 0, 1, 0, 1, 1, 0))).toHaveLength(3)
  expect(trianglesOf(new Float64Array(20))).toHaveLength(0)
  expect(trianglesOf(Float64Array.of(0, 0))).toHaveLength(0)
})
