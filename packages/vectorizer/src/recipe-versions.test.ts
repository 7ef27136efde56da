/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { expect, test } from 'vitest'
import { photo } from '../test/scenes.ts'
import { recipeSchema } from './recipe.ts'
import { storedRecipeSchema, upgradeRecipe } from './recipe-versions.ts'
import { vectorize } from './vectorize.ts'

const folder = new URL('../test/recipes/', import.meta.url)
const today = recipeSchema.parse({}).version

test('there is a stored recipe of every version', () => {
  const versions = Array.from({ length: today }, (_, i) => `version-${i + 1}.json`)
  expect(readdirSync(folder).toSorted()).toEqual(versions)
})

test.each(readdirSync(folder))('%s still draws what its settings draw today', async (file) => {
  const stored = storedRecipeSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  const page = { paper: 'a5', orientation: 'portrait', marginMm: 10 } as const
  const same = recipeSchema.parse({
    style: 'sketch',
    seed: 7,
    workingPx: 320,
    knobs: { darkness: 0.7 },
    tone: { contrast: 0.2 },
    hatch: { anglesDeg: [30, 100] },
    pens: [{ name: 'Sepia 0.4', color: '#5b3a1e', widthMm: 0.4 }],
    plan: { dedupeMm: 0.1, sort: 'outside-in' },
    page,
  })
  expect(stored).toEqual(same)
  const [old, now] = await Promise.all([vectorize(photo, stored), vectorize(photo, same)])
  expect(old.drawing.layers.flatMap(({ marks }) => strokesOf(marks)).length).toBeGreaterThan(100)
  expect(old.drawing).toEqual(now.drawing)
})

test('one that is two versions old goes through both steps', () => {
  const steps = {
    1: ({ darkness, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, knobs: { darkness } }),
    2: (recipe: Readonly<Record<string, unknown>>) => ({ ...recipe, seed: 4 }),
  }
  expect(upgradeRecipe({ version: 1, style: 'hatch', darkness: 0.2 }, steps)).toEqual({
    version: 3,
    style: 'hatch',
    knobs: { darkness: 0.2 },
    seed: 4,
  })
  expect(upgradeRecipe({ version: 3, darkness: 0.2 }, steps)).toEqual({ version: 3, darkness: 0.2 })
})

test.each([null, 'recipe', [1], {}, { version: 'constructor' }, { version: 99 }])(
  '%j is left as it is',
  (value) => {
    expect(upgradeRecipe(value)).toBe(value)
  },
)
