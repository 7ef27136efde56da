import { describe, expect, test } from 'vitest'
import { fewMarks, inkOf, strokesOf } from '../test/few-marks.ts'
import { drawPlane, drawShapes, nastyRasters, rasterOf, stillLife } from '../test/scenes.ts'
import { type RecipeInput, recipeSchema, styleNames } from './recipe.ts'
import { stagesOf, styles } from './styles.ts'
import type { Drawing, Plane, Raster, StageEvent } from './types.ts'
import { vectorize } from './vectorize.ts'

const photo = rasterOf(drawShapes(stillLife, 220), 3)
/** On a postcard: what holds there holds on larger sheets, and fifteen styles draw it in the time of three. */
const small: RecipeInput = { ...fewMarks, workingPx: 160, page: { paper: 'a6' } }
const draw = async (raster: Raster, input: RecipeInput = {}, mask?: Plane) =>
  (await vectorize(raster, recipeSchema.parse({ ...small, ...input }), { mask })).drawing

test('the table of styles and the recipe know the same styles', () => {
  expect(styles.map(({ name }) => name)).toEqual([...styleNames])
})

describe.each(styleNames)('%s', (style) => {
  test('draws a still life inside the margins', async () => {
    const drawing = await draw(photo, { style, page: { paper: 'a5', marginMm: 12 } })
    const { sheet } = drawing
    expect(inkOf(drawing)).toBeGreaterThan(300)
    for (const { points } of strokesOf(drawing)) {
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

  test.each(nastyRasters.map(({ name, raster }) => [name, raster] as const))(
    'takes %s',
    async (_, raster) => {
      const drawing = await draw(raster, { style })
      for (const { points } of strokesOf(drawing)) {
        expect(points.length).toBeGreaterThanOrEqual(4)
        expect(points.every(Number.isFinite)).toBe(true)
      }
    },
  )

  test('draws nothing of white paper and says so', async () => {
    const white = rasterOf(drawPlane(90, 60, () => 1))
    const { drawing, warnings } = await vectorize(white, recipeSchema.parse({ ...small, style }))
    expect(strokesOf(drawing)).toHaveLength(0)
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
      strokesOf(drawing).flatMap(({ points }) =>
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

  test('reports each of its stages once, in order, from start to end', async () => {
    const recipe = recipeSchema.parse({ ...small, style })
    const events: StageEvent[] = []
    let clock = 0
    await vectorize(photo, recipe, { onStage: (event) => events.push(event), now: () => clock++ })
    const around = new Set(['decode', 'isolate', 'write'])
    const expected = stagesOf(recipe).filter((stage) => !around.has(stage))
    expect(events.filter(({ status }) => status === 'completed').map(({ stage }) => stage)).toEqual(expected)
    expect([...new Set(events.map(({ stage }) => stage))]).toEqual(expected)
    for (const stage of expected) {
      const shares = events.filter((event) => event.stage === stage).map(({ progress }) => progress)
      expect(shares[0]).toBe(0)
      expect(shares.at(-1)).toBe(1)
      expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    }
  })

  test('stops in any stage when aborted', async () => {
    const recipe = recipeSchema.parse({ ...small, style })
    const around = new Set(['decode', 'isolate', 'write'])
    for (const stage of stagesOf(recipe).filter((name) => !around.has(name))) {
      const abort = new AbortController()
      const seen: string[] = []
      const run = vectorize(photo, recipe, {
        signal: abort.signal,
        onStage: (event) => {
          seen.push(event.stage)
          if (event.stage === stage) abort.abort(new Error(`stopped in ${stage}`))
        },
      })
      await expect(run).rejects.toThrow(`stopped in ${stage}`)
      expect(seen.at(-1)).toBe(stage)
    }
  })

  test.each(styles.find(({ name }) => name === style)?.presets ?? [])(
    'preset $label draws',
    async ({ recipe }) => {
      expect(inkOf(await draw(photo, recipe))).toBeGreaterThan(200)
      expect(recipe.style).toBe(style)
    },
  )
})
