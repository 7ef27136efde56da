import { expect, test } from 'vitest'
import { coarseWarnings } from './coarse.ts'
import { recipeSchema } from './recipe.ts'

const on = (paper: string, crop = {}) => recipeSchema.parse({ page: { paper }, tone: { crop } })

test('a picture of few pixels to a millimetre is warned of, by what stays of it and the sheet it is on', () => {
  expect(coarseWarnings({ width: 200, height: 150 }, on('a4'))).toEqual([
    expect.stringMatching(/200 × 150 pixels, 0\.\d to a millimetre/),
  ])
  expect(coarseWarnings({ width: 200, height: 150 }, on('a6'))).toEqual([])
  expect(coarseWarnings({ width: 640, height: 480 }, on('a4'))).toEqual([])
  expect(coarseWarnings({ width: 640, height: 480 }, on('a2'))).toHaveLength(1)
  const corner = { left: 0, top: 0, right: 0.25, bottom: 0.25 }
  expect(coarseWarnings({ width: 640, height: 480 }, on('a4', corner))).toHaveLength(1)
})
