import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { fitCubics } from './fit-cubic.ts'
import { flattenCurves } from './flatten.ts'

const random = seededRandom(3)
const wanderings = Array.from({ length: 200 }, () => {
  let [x, y, heading] = [0, 0, 0]
  return Float64Array.from(
    Array.from({ length: 60 }, () => {
      heading += (random() - 0.5) * 0.9
      x += Math.cos(heading)
      y += Math.sin(heading)
      return [x, y]
    }).flat(),
  )
})

test('neighbors that one curve can stand for are one: wandering lines need few', () => {
  const curves = wanderings.map((points) => (fitCubics(points, 0.5).length - 2) / 6)
  // 1,466 without joining.
  expect(curves.reduce((sum, count) => sum + count, 0)).toBeLessThan(1400)
})

test('no point is farther from the curves than the tolerance, and each end is told', () => {
  for (const points of wanderings.slice(0, 60)) {
    const ends: number[] = []
    const fitted = fitCubics(points, 0.5, [], false, ends)
    expect(ends).toHaveLength((fitted.length - 2) / 6)
    ends.forEach((end, k) => {
      expect([...fitted.slice(k * 6 + 6, k * 6 + 8)]).toEqual([...points.slice(end * 2, end * 2 + 2)])
    })
    const flat = flattenCurves(fitted, 0.01)
    for (let i = 0; i < points.length; i += 2) {
      let least = Number.POSITIVE_INFINITY
      for (let k = 0; k + 3 < flat.length; k += 2) {
        const [dx, dy] = [flat[k + 2] - flat[k], flat[k + 3] - flat[k + 1]]
        const [px, py] = [points[i] - flat[k], points[i + 1] - flat[k + 1]]
        const square = dx * dx + dy * dy
        const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0
        least = Math.min(least, Math.hypot(px - t * dx, py - t * dy))
      }
      expect(least).toBeLessThan(0.52)
    }
  }
})
