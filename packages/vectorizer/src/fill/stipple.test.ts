import type { Plane } from '@plotline/strokes'
import { createPointIndex } from '@plotline/strokes/geometry/point-index'
import { strokeLength, strokesBox } from '@plotline/strokes/geometry/polyline'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { expect, test } from 'vitest'
import { drawStyle } from '../../test/draw-style.ts'
import { drawPlane, sceneOf } from '../../test/scenes.ts'
import { recipeSchema } from '../recipe.ts'
import { dotStroke, smallestDot } from './dots/dots.ts'
import { spreadPoints } from './dots/voronoi.ts'

const spread = (density: Plane, seed = 1) =>
  spreadPoints(density, { rounds: 14, random: seededRandom(seed) }, () => undefined)

/** Distance of each point to the nearest other one. */
function gaps(sites: Float64Array): number[] {
  const xs = sites.filter((_, i) => i % 2 === 0)
  const ys = sites.filter((_, i) => i % 2 === 1)
  const index = createPointIndex(xs, ys)
  return Array.from(xs, (x, i) => {
    const other = index.nearest(x, ys[i], Number.POSITIVE_INFINITY, i)
    return Math.hypot(xs[other] - x, ys[other] - ys[i])
  })
}

test('points are as many as the density says, and never close together', async () => {
  const sites = await spread(drawPlane(200, 150, () => 0.03))
  expect(sites.length / 2).toBeGreaterThan(860)
  expect(sites.length / 2).toBeLessThan(940)
  // Points at random would lie 0.5 / √.03 = 2.9 apart in the mean and some of them on each other; a hexagonal grid, 6.2.
  const apart = gaps(sites)
  expect(Math.min(...apart)).toBeGreaterThan(3)
  expect(apart.reduce((sum, gap) => sum + gap, 0) / apart.length).toBeGreaterThan(4.6)
})

test('twice the density has twice the points', async () => {
  const sites = await spread(drawPlane(200, 100, (x) => (x < 100 ? 0.02 : 0.04)))
  const left = sites.filter((x, i) => i % 2 === 0 && x < 100).length
  expect((sites.length / 2 - left) / left).toBeGreaterThan(1.85)
  expect((sites.length / 2 - left) / left).toBeLessThan(2.15)
})

test('the same seed gives the same points, another one others', async () => {
  const density = drawPlane(60, 60, (x) => x / 1500)
  expect(await spread(density, 3)).toEqual(await spread(density, 3))
  expect(await spread(density, 4)).not.toEqual(await spread(density, 3))
})

test.each([
  [1, 1],
  [1, 200],
  [300, 2],
])('points stay inside %d × %d', async (width, height) => {
  const sites = await spread(drawPlane(width, height, () => 0.4))
  for (let i = 0; i < sites.length; i += 2) {
    expect(sites[i]).toBeGreaterThanOrEqual(0)
    expect(sites[i]).toBeLessThanOrEqual(width)
    expect(sites[i + 1]).toBeGreaterThanOrEqual(0)
    expect(sites[i + 1]).toBeLessThanOrEqual(height)
  }
})

test('no density, no points', async () => {
  expect(await spread(drawPlane(30, 30, () => 0))).toHaveLength(0)
})

test.each([0.1, 0.31, 0.45, 0.6, 1, 3])('a dot of %d mm is as wide as it says', (diameterMm) => {
  const stroke = dotStroke(10, 20, diameterMm, 0.3, 1)
  const { minX, maxX, minY, maxY } = strokesBox([stroke])
  const wide = Math.max(diameterMm, smallestDot(0.3))
  expect(maxX - minX + 0.3).toBeGreaterThan(wide * 0.85)
  expect(maxX - minX + 0.3).toBeLessThan(wide * 1.1)
  expect((minX + maxX) / 2).toBeCloseTo(10, 1)
  expect((minY + maxY) / 2).toBeCloseTo(20, 1)
  expect(strokeLength(stroke)).toBeGreaterThan(0.05)
})

test('draws about as many dots as asked for, darker with more darkness', async () => {
  const shade = drawPlane(300, 200, (x) => x / 300)
  const place = { mmPerPx: 0.5, xMm: 0, yMm: 0 }
  const draw = (input: object) =>
    drawStyle(sceneOf(shade, place), recipeSchema.parse({ style: 'stipple', ...input }))
  const dots = await draw({ stipple: { dots: 900 } })
  expect(dots.length).toBeGreaterThan(840)
  expect(dots.length).toBeLessThan(960)
  expect((await draw({ knobs: { density: 0.2 } })).length).toBeLessThan(
    (await draw({ knobs: { density: 0.35 } })).length / 1.4,
  )
})
