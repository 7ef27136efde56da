import { numberWidth, writeNumber } from '@plotline/strokes/geometry/digits'
import { areasOf, strokesOf } from '@plotline/strokes/geometry/marks'
import { unpaced } from '@plotline/strokes/geometry/pace'
import { strokesBox } from '@plotline/strokes/geometry/polyline'
import { expect, test } from 'vitest'
import { drawPlane, rasterOf } from '../../test/scenes.ts'
import { recipeSchema } from '../recipe.ts'
import { vectorize } from '../vectorize.ts'
import { regionPoles } from './regions/region-poles.ts'
import { findRegions } from './regions/regions.ts'

const patches = rasterOf(
  drawPlane(120, 90, (x, y) => (Math.hypot(x - 60, y - 45) < 30 ? 0.1 : x < 60 ? 0.5 : 0.95)),
)

test('a number is as high as asked for, about its middle, and as wide as it says', () => {
  for (const value of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 123, 4567890]) {
    const { minX, minY, maxX, maxY } = strokesBox(writeNumber(value, 50, 20, 6))
    expect(Math.abs(maxY - minY - 6)).toBeLessThan(0.3)
    expect(Math.abs((minY + maxY) / 2 - 20)).toBeLessThan(0.2)
    expect(maxX - minX).toBeLessThanOrEqual(numberWidth(String(value).length) * 6 + 0.2)
  }
})

test('poles lie inside their areas, as far from the border as they say', async () => {
  const regions = await findRegions(patches, null, {
    colors: 3,
    leastPx: 20,
    fit: { tolerance: 0.6, calmings: 2 },
  })
  const poles = await regionPoles(regions, 120, 90, unpaced)
  expect(poles).toHaveLength(regions.areas)
  for (const { x, y, radius, label } of poles) {
    expect(radius).toBeGreaterThan(8)
    for (let turn = 0; turn < 16; turn++) {
      const px = Math.floor(x + Math.cos(turn) * (radius - 1.5))
      const py = Math.floor(y + Math.sin(turn) * (radius - 1.5))
      expect(regions.labels[py * 120 + px]).toBe(label)
    }
  }
})

test('numbers come with a key in the colors, inside the margins, under a smaller picture', async () => {
  const input = { style: 'coloring', workingPx: 240, page: { paper: 'a5' } } as const
  const recipe = recipeSchema.parse({ ...input, coloring: { numbers: true, colors: 3 } })
  const { drawing } = await vectorize(patches, recipe)
  const [key, page] = drawing.layers
  expect(areasOf(key.marks)).toHaveLength(3)
  expect(strokesOf(page.marks).length).toBeGreaterThanOrEqual(9)
  const { sheet } = drawing
  for (const { contours } of areasOf(key.marks)) {
    for (const contour of contours) {
      contour.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(sheet.marginMm - 1e-6)
        expect(value).toBeLessThanOrEqual((i % 2 ? sheet.heightMm : sheet.widthMm) - sheet.marginMm + 1e-6)
      })
    }
  }
})
