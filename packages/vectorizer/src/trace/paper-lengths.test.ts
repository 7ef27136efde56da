import { strokeLength } from '@plotline/strokes/geometry/polyline'
import { describe, expect, test } from 'vitest'
import { drawStyle } from '../../test/draw-style.ts'
import { drawPlane, rasterOf, sceneOf } from '../../test/scenes.ts'
import { type RecipeInput, recipeSchema } from '../recipe.ts'

/** Lengths of the strokes, in mm, that come of dark bars 1 mm high on a sheet of 40 × 12 mm; each bar from one x to another. */
async function lengthsOf(options: RecipeInput, pxPerMm: number, ...bars: (readonly [number, number])[]) {
  const ink = drawPlane(40 * pxPerMm, 12 * pxPerMm, (x, y) =>
    bars.some(([from, to]) => x > from * pxPerMm && x < to * pxPerMm && Math.abs(y / pxPerMm - 6) < 0.5)
      ? 0.1
      : 0.9,
  )
  const recipe = recipeSchema.parse(options)
  const scene = {
    ...sceneOf(ink, { mmPerPx: 1 / pxPerMm, xMm: 0, yMm: 0 }),
    color: async () => rasterOf(ink),
  }
  const strokes = await drawStyle(scene, recipe)
  return strokes.map((stroke) => Math.round(strokeLength(stroke))).sort((a, b) => a - b)
}

describe.each([8, 16])('at %i px per mm a recipe says how long on paper', (pxPerMm) => {
  const bars = [
    [4, 8],
    [14, 34],
  ] as const

  test.each([
    [0.5, [3, 19], [9, 41]],
    [6, [19], [9, 41]],
    [12, [19], [41]],
    [30, [], [41]],
  ])('a stroke is to be at least: %f mm', async (minLengthMm, middles, outlines) => {
    const centerline = { style: 'centerline', centerline: { minLengthMm } } as const
    const lines = { style: 'lines', lines: { minLengthMm } } as const
    expect(await lengthsOf(centerline, pxPerMm, ...bars)).toEqual(middles)
    expect(await lengthsOf(lines, pxPerMm, ...bars)).toEqual(outlines)
  })

  test.each([
    [2, [10, 15]],
    [4, [29]],
  ])(
    'a gap may be that is drawn over: %f mm of a gap of 3 and half a pen to each side',
    async (gapMm, middles) => {
      const recipe = { style: 'centerline', centerline: { gapMm } } as const
      expect(await lengthsOf(recipe, pxPerMm, [4, 15], [18, 34])).toEqual(middles)
    },
  )
})
