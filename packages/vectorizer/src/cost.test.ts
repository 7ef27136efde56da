import { describe, expect, it } from 'vitest'
import { costPicture } from '../bench/cost-cases.ts'
import { estimateCost } from './cost.ts'
import { drawingStats } from './plan/stats.ts'
import { type RecipeInput, recipeSchema, styleNames } from './recipe.ts'
import { vectorize } from './vectorize.ts'
import { writeDrawing } from './write/write.ts'

/** Small, so that it is drawn in a moment; on A5, so that the sheet counts. */
const small = { workingPx: 320, page: { paper: 'a5' } } as const

const cases: [name: string, recipe: RecipeInput][] = [
  ...styleNames.map((style): [string, RecipeInput] => [style, { style }]),
  ['few dots', { style: 'stipple', stipple: { dots: 500 } }],
  ['many dots', { style: 'stipple', stipple: { dots: 12_000 } }],
  ['dots in four plates', { style: 'stipple', stipple: { dots: 1_000 }, separation: { mode: 'cmyk' } }],
  ['dots drawn five times', { style: 'stipple', stipple: { dots: 1_000 }, plan: { passes: 5 } }],
  ['a fine screen', { style: 'halftone', halftone: { cellMm: 0.8 } }],
  ['a short line', { style: 'tsp', tsp: { points: 2_000 } }],
  ['narrow rows', { style: 'squiggle', squiggle: { rowMm: 0.8 } }],
  ['a net', { style: 'lowpoly', lowpoly: { points: 3_000, hatched: false } }],
]

describe('estimateCost', () => {
  // Of marks that a parameter counts it knows nearly all; of lines that a picture has or has not, only the order.
  it.each(cases)('tells the points and the file of %s to a few times', async (_, input) => {
    const recipe = recipeSchema.parse({ ...small, ...input })
    const { drawing } = await vectorize(costPicture.raster(recipe.workingPx), recipe)
    const { points } = drawingStats(drawing)
    const bytes = Math.max(
      ...(['json', 'svg'] as const).map((format) => writeDrawing(drawing, format).bytes.length),
    )
    const cost = estimateCost(recipe, costPicture)
    const factor =
      recipe.style === 'stipple' || recipe.style === 'halftone' || recipe.style === 'tsp' ? 2 : 12
    expect(cost.points).toBeGreaterThan(points / (factor / 1.5))
    expect(cost.points).toBeLessThan(Math.max(4_000, points * factor))
    expect(cost.resultBytes + 60_000).toBeGreaterThan(bytes / (factor / 1.5))
  })

  it('grows with whatever makes more of it', () => {
    const plain = { style: 'stipple', page: { paper: 'a2' }, stipple: { dots: 10_000 } } as const
    const more: RecipeInput[] = [
      { ...plain, stipple: { dots: 40_000 } },
      { ...plain, plan: { passes: 3 } },
      { ...plain, plan: { order: 'best' } },
      { ...plain, workingPx: 3000 },
      { ...plain, separation: { mode: 'cmyk' } },
      { ...plain, isolate: { mode: 'auto', background: 'style', backgroundStyle: 'hatch' } },
    ]
    const least = estimateCost(recipeSchema.parse(plain))
    for (const input of more) {
      expect(estimateCost(recipeSchema.parse(input)).cpuSeconds).toBeGreaterThan(least.cpuSeconds)
    }
  })

  it('says of 200,000 dots on A2, in the best order, ten times over, what they came to', () => {
    const recipe = recipeSchema.parse({
      style: 'stipple',
      stipple: { dots: 200_000 },
      page: { paper: 'a2' },
      plan: { order: 'best', passes: 10 },
    })
    const { cpuSeconds, memoryBytes, resultBytes } = estimateCost(recipe)
    expect(cpuSeconds).toBeGreaterThan(60)
    expect(memoryBytes).toBeGreaterThan(2e9)
    expect(resultBytes).toBeGreaterThan(50e6)
  })
})
