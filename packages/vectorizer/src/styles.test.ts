import type { Drawing, Plane, Raster } from '@plotline/strokes'
import { describe, expect, test } from 'vitest'
import { drawnStrokes, inkOf, postcard } from '../test/few-marks.ts'
import { drawPlane, photo, rasterOf } from '../test/scenes.ts'
import { type RecipeInput, recipeSchema } from './recipe.ts'
import { styleNames, styles } from './styles.ts'
import { vectorize } from './vectorize.ts'

const draw = async (raster: Raster, input: RecipeInput = {}, mask?: Plane) =>
  (await vectorize(raster, recipeSchema.parse({ ...postcard, ...input }), { mask })).drawing

test('the table of styles and the recipe know the same styles', () => {
  expect(styles.map(({ name }) => name)).toEqual([...styleNames])
})

describe.each(styleNames)('%s', (style) => {
  test('draws a still life inside the margins', async () => {
    const drawing = await draw(photo, { style, page: { paper: 'a5', marginMm: 12 } })
    const { sheet } = drawing
    expect(inkOf(drawing)).toBeGreaterThan(300)
    for (const { points } of drawnStrokes(drawing)) {
      for (let i = 0; i < points.length; i += 2) {
        expect(points[i]).toBeGreaterThanOrEqual(12 - 1e-9)
        expect(points[i]).toBeLessThanOrEqual(sheet.widthMm - 12 + 1e-9)
        expect(points[i + 1]).toBeGreaterThanOrEqual(12 - 1e-9)
        expect(points[i + 1]).toBeLessThanOrEqual(sheet.heightMm - 12 + 1e-9)
      }
    }
  })

  test('draws the same twice', async () => {
    const recipe = { style, seed: 7 }
    const [first, second] = [await draw(photo, recipe), await draw(photo, recipe)]
    expect(second).toEqual(first)
  })

  test('draws nothing of white paper and says so', async () => {
    const white = rasterOf(drawPlane(90, 60, () => 1))
    const { drawing, warnings } = await vectorize(white, recipeSchema.parse({ ...postcard, style }))
    expect(drawnStrokes(drawing)).toHaveLength(0)
    expect(warnings).toHaveLength(1)
  })

  test('leaves the background out when a mask says what the subject is', async () => {
    const mask = drawPlane(110, 110, (x, y) => (Math.hypot(x - 40, y - 60) < 27 ? 1 : 0))
    const page = { paper: 'a5' } as const
    const options = { style, page, isolate: { mode: 'auto' as const } }
    const masked = await draw(photo, options, mask)
    const faded = await draw(photo, { ...options, isolate: { mode: 'auto', background: 'fade' } }, mask)
    const whole = await draw(photo, options)
    const side = 148 - 30
    const scale = side / 110
    const isOutside = (x: number, y: number) =>
      Math.hypot((x - 15) / scale - 40, (y - (210 - side) / 2) / scale - 60) > 30
    const outside = (drawing: Drawing) =>
      drawnStrokes(drawing).flatMap(({ points }) =>
        Array.from({ length: points.length / 2 }, (_, i) =>
          isOutside(points[i * 2], points[i * 2 + 1]),
        ).filter(Boolean),
      ).length
    expect(inkOf(masked)).toBeGreaterThan(100)
    expect(outside(masked)).toBe(0)
    expect(outside(whole)).toBeGreaterThan(0)
    expect(inkOf(faded)).toBeGreaterThanOrEqual(inkOf(masked))
    expect(outside(faded)).toBeLessThanOrEqual(outside(whole) * 1.1)
  })

  test.each(styles.find(({ name }) => name === style)?.presets ?? [])(
    'preset $label draws',
    async ({ recipe }) => {
      expect(inkOf(await draw(photo, recipe))).toBeGreaterThan(200)
      expect(recipe.style).toBe(style)
    },
  )
})
