import { recipeSchema, styleNames } from '@plotline/vectorizer'
import { describe, expect, it } from 'vitest'
import { costProblemOf, isLong } from './cost.ts'

describe('costProblemOf', () => {
  it.each(styleNames)(
    'lets %s through as it is, at every size and on every paper, and calls A4 short',
    (style) => {
      for (const paper of ['a2', 'a4', 'a6'] as const) {
        for (const workingPx of [512, 1400, 2400]) {
          expect(costProblemOf(recipeSchema.parse({ style, workingPx, page: { paper } }), 'free')).toBeNull()
        }
      }
      expect(isLong(recipeSchema.parse({ style }))).toBe(false)
    },
  )

  it.each([
    [
      { style: 'stipple', stipple: { dots: 200_000 }, page: { paper: 'a2' }, plan: { passes: 10 } },
      'Fewer dots',
      'stipple',
    ],
    [
      { style: 'spiral', spiral: { turnMm: 0.3 }, page: { paper: 'a2' }, plan: { passes: 10 } },
      'ewer passes',
      'plan.passes',
    ],
    [{ style: 'halftone', halftone: { cellMm: 0.3 }, page: { paper: 'a2' } }, 'Larger cells', 'halftone'],
    [
      {
        style: 'hatch',
        pens: [{ name: 'Hair', color: '#000000', widthMm: 0.03 }],
        page: { paper: 'a2' },
        plan: { passes: 10, order: 'best' },
      },
      'pen',
      'pens',
    ],
  ] as const)('refuses %j and says what to turn', (input, words, path) => {
    const problem = costProblemOf(recipeSchema.parse(input), 'paid')
    expect(problem?.sentence).toMatch(/^This drawing would take .* is the most\. [A-Z].* will help\.$/)
    expect(problem?.sentence).toContain(words)
    expect(problem?.paths).toContain(`recipe.${path}`)
  })
})

describe('lines closer than the pen is wide', () => {
  const recipe = recipeSchema.parse({
    style: 'hatch',
    pens: [{ name: 'Broad', color: '#000000', widthMm: 1 }],
    hatch: { spacingMm: 0.15, levels: 8, anglesDeg: [0, 30, 60, 90, 120, 150] },
    page: { paper: 'a2' },
    plan: { order: 'best', passes: 10 },
  })

  it.each(['hatch', 'sketch'] as const)(
    'are long in a %s, and refused with a word about their spacing',
    (style) => {
      expect(isLong({ ...recipe, style })).toBe(true)
      const problem = costProblemOf({ ...recipe, style }, 'free')
      expect(problem?.sentence).toContain('ider spacing')
      expect(problem?.paths).toContain('recipe.hatch')
    },
  )

  it('are short and let through at the spacing that the pen asks for', () => {
    const plain = { ...recipe, hatch: {} }
    expect(costProblemOf(plain, 'free')).toBeNull()
    expect(isLong(plain)).toBe(false)
  })
})
