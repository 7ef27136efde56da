import { drawingStats } from '@plotline/strokes/plan/time/stats'
import { writeDrawing } from '@plotline/strokes/write/write'
import { describe, expect, it } from 'vitest'
import { costPicture } from '../bench/cost-cases.ts'
import { estimateCost } from './cost.ts'
import { recipeParameters } from './parameters.ts'
import { type RecipeInput, recipeSchema } from './recipe.ts'
import { parameterSchemas, type StyleName, styleNames } from './styles.ts'
import { vectorize } from './vectorize.ts'

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

const angles = (count: number) => Array.from({ length: count }, (_, k) => k * 20)

/** What makes a style denser: the values from its sparse end to its dense one, and what has to be set for it to count. */
const densities: [style: StyleName, name: string, steps: unknown[], also?: object][] = [
  ['hatch', 'spacingMm', [20, 2, 0.6, 0.3, 0.15]],
  ['hatch', 'levels', [1, 2, 4, 8]],
  ['hatch', 'anglesDeg', [1, 2, 4, 6].map(angles)],
  ['crosshatch', 'spacingMm', [20, 2, 0.6, 0.3, 0.15]],
  ['crosshatch', 'anglesDeg', [1, 2, 4, 8].map(angles)],
  ['flow', 'spacingMm', [20, 2, 0.6, 0.3, 0.1]],
  ['contour', 'levels', [1, 8, 64]],
  ['stipple', 'dots', [50, 9_000, 200_000]],
  ['tsp', 'points', [10, 9_000, 100_000]],
  ['spiral', 'turnMm', [50, 2, 0.3]],
  ['squiggle', 'rowMm', [50, 2, 0.3]],
  ['halftone', 'cellMm', [50, 2, 0.6, 0.3], { kind: 'dots' }],
  ['halftone', 'cellMm', [50, 2, 0.6, 0.3], { kind: 'lines' }],
  ['lowpoly', 'points', [3, 800, 20_000]],
  ['lowpoly', 'spacingMm', [20, 2, 0.6, 0.15]],
  ['fill', 'colors', [2, 16, 64]],
  ['fill', 'leastMm2', [1000, 10, 1, 0]],
  ['coloring', 'colors', [2, 12, 40]],
  ['coloring', 'leastMm2', [2000, 10, 1]],
]

/** What the picture decides more than the number does, or what makes no more of anything. */
const otherNumbers = [
  ...['hatch', 'crosshatch', 'flow', 'stipple', 'tsp', 'spiral', 'squiggle', 'halftone'].map(
    (style) => `${style}.threshold`,
  ),
  ...['sigmaPx', 'lowPercentile', 'highPercentile', 'minLengthMm', 'spurMm'].map((name) => `lines.${name}`),
  ...['solidMm', 'minLengthMm', 'gapMm'].map((name) => `centerline.${name}`),
  ...['contour.smoothMm', 'contour.minLengthMm', 'flow.scaleMm', 'coloring.numberMm'],
  ...['stipple.smallestMm', 'stipple.largestMm', 'spiral.centerX', 'spiral.centerY'],
  ...['squiggle.angleDeg', 'halftone.angleDeg'],
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

  // Each number from its sparse end to its dense one, the others of its style at their dense ends, for a pen wider than those.
  it.each(densities)('never falls as %s.%s gets denser, and rises by its end', (style, name, steps, also) => {
    const dense = Object.fromEntries(
      densities.filter(([other]) => other === style).map(([, key, all]) => [key, all[all.length - 1]]),
    )
    for (const drawn of style === 'hatch' ? (['hatch', 'sketch'] as const) : [style]) {
      const seconds = steps.map((value) => {
        const recipe = recipeSchema.parse({
          style: drawn,
          pens: [{ name: 'Broad', color: '#000000', widthMm: 1 }],
          page: { paper: 'a2' },
          [style]: { ...dense, ...also, [name]: value },
        })
        return estimateCost(recipe).cpuSeconds
      })
      expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
      expect(seconds[seconds.length - 1]).toBeGreaterThan(seconds[0])
    }
  })

  it('knows of every number of every style whether it makes a drawing denser', () => {
    const known = [...densities.map(([style, name]) => `${style}.${name}`), ...otherNumbers]
    for (const style of Object.keys(parameterSchemas)) {
      for (const [name, { type }] of Object.entries(recipeParameters()[style].properties ?? {})) {
        if (type === 'number' || type === 'integer' || type === 'array') {
          expect(known).toContain(`${style}.${name}`)
        }
      }
    }
  })
})
