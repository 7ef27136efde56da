import { parameterKeysOf, recipeParameters, recipeSchema } from '@plotline/vectorizer'
import { expect, it, test } from 'vitest'
import { choiceLabel, labelOf } from './parameter-words.ts'

const parameters = recipeParameters()
const shownKeys = [
  ...new Set(['plan', 'tone', ...recipeSchema.shape.style.unwrap().options.flatMap(parameterKeysOf)]),
]
const shown = shownKeys.flatMap((key) =>
  Object.entries(parameters[key as keyof typeof parameters]?.properties ?? {}).map(
    ([name, parameter]) => [`${key}.${name}`, parameter] as const,
  ),
)

it('has a name for each value that the studio offers, and no two alike', () => {
  for (const [path, { enum: values = [] }] of shown) {
    const labels = values.map((value) => choiceLabel(path, value))
    expect(new Set(labels).size, path).toBe(values.length)
    for (const label of labels) expect(label, path).toMatch(/^[A-Z][^-_]*$/)
  }
})

test('the words are of parameters that there are', () => {
  const paths = new Set(shown.map(([path]) => path))
  expect(paths).toContain('lines.detector')
  expect(choiceLabel('lines.detector', 'xdog')).toBe('XDoG')
  expect(choiceLabel('plan.sort', 'as-drawn')).toBe('As drawn')
})

it.each([
  ['hatch.spacingMm', 'Spacing', 'mm'],
  ['fill.leastMm2', 'Smallest area', 'mm²'],
  ['squiggle.angleDeg', 'Angle', '°'],
  ['lines.sigmaPx', 'Blur before', 'px'],
  ['tone.localContrast', 'Local contrast', undefined],
])('calls %s “%s”, in %s', (path, label, unit) => {
  expect(labelOf(path)).toEqual({ label, unit })
})
