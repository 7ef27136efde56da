import { createPointIndex } from '@plotline/strokes/geometry/point-index'
import { expect, test } from 'vitest'
import { drawStyle } from '../../test/draw-style.ts'
import { drawPlane, sceneOf } from '../../test/scenes.ts'
import { recipeSchema } from '../recipe.ts'
import { createRun } from '../run.ts'
import { streamlines } from './lines/streamlines.ts'

const around = {
  widthMm: 60,
  heightMm: 40,
  // Circles around the middle.
  directionAt: (x: number, y: number, out: Float64Array) => {
    const length = Math.hypot(x - 30, y - 20) || 1
    out[0] = (20 - y) / length
    out[1] = (x - 30) / length
  },
  spacingAt: () => 2,
  tolerance: 0.55,
  stepMm: 0.2,
  minLengthMm: 2,
  seeds: Float64Array.from({ length: 600 }, (_, i) =>
    i % 2 === 0 ? ((i >> 1) % 20) * 3 + 1 : Math.floor(i / 40) * 2.6 + 1,
  ),
}

test('lines keep their distance and stay inside', async () => {
  const lines = await streamlines(around)
  expect(lines.length).toBeGreaterThan(8)
  lines.forEach(({ points }, own) => {
    for (let i = 0; i < points.length; i += 2) {
      expect(points[i]).toBeGreaterThanOrEqual(0)
      expect(points[i]).toBeLessThanOrEqual(60)
    }
    const others = lines.filter((_, i) => i !== own).flatMap((line) => [...line.points])
    const index = createPointIndex(
      Float64Array.from(others.filter((_, i) => i % 2 === 0)),
      Float64Array.from(others.filter((_, i) => i % 2 === 1)),
    )
    for (let i = 0; i < points.length; i += 2) expect(index.nearest(points[i], points[i + 1], 1.09)).toBe(-1)
  })
})

test('lines follow the direction', async () => {
  for (const { points } of await streamlines(around)) {
    const radius = (i: number) => Math.hypot(points[i] - 30, points[i + 1] - 20)
    for (let i = 2; i < points.length; i += 2) expect(radius(i)).toBeCloseTo(radius(0), 0)
  }
})

test('there is nothing where the distance is infinite', async () => {
  const lines = await streamlines({ ...around, spacingAt: (x) => (x < 30 ? 2 : Number.POSITIVE_INFINITY) })
  for (const { points } of lines)
    for (let i = 0; i < points.length; i += 2) expect(points[i]).toBeLessThan(30)
  expect(lines.length).toBeGreaterThan(3)
})

test('an abort ends it', async () => {
  const shade = drawPlane(300, 300, (x, y) => (Math.sin(x / 20) * Math.cos(y / 30) + 1) / 3)
  const abort = new AbortController()
  const scene = sceneOf(shade, { mmPerPx: 0.6, xMm: 0, yMm: 0 })
  setTimeout(() => abort.abort(new Error('enough')), 0)
  const run = createRun({ signal: abort.signal })
  await expect(drawStyle(scene, recipeSchema.parse({ style: 'flow' }), run)).rejects.toThrow('enough')
})
