import { type RecipeInput, recipeSchema } from '@plotline/vectorizer'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DetectorField, foundOnOurSide } from './detector-field.tsx'

const shown = (lines: RecipeInput['lines'], edgeModels: string[]) =>
  renderToStaticMarkup(
    createElement(DetectorField, {
      lines: recipeSchema.parse({ lines }).lines,
      edgeModels,
      onChange: () => {},
    }),
  )

test('without a model learned cannot be chosen, and the field says why', () => {
  const markup = shown({}, [])
  expect(markup).toContain('<option value="learned" disabled="">Learned, by a model</option>')
  expect(markup).toContain('Learned needs a model; none is registered here.')
  expect(shown({ detector: 'learned' }, [])).toContain(
    'No model is registered here. Choose another detector.',
  )
})

test('with one it can, and the field says where the edges are found', () => {
  expect(shown({}, ['hed'])).toContain('<option value="learned">Learned, by a model</option>')
  const markup = shown({ detector: 'learned' }, ['hed'])
  expect(markup).toContain(foundOnOurSide)
  expect(markup).not.toContain('Edge model')
})

test('among several one is chosen, and one that is gone is told', () => {
  expect(shown({ detector: 'learned' }, ['hed', 'teed'])).toContain('<option value="teed">teed</option>')
  const markup = shown({ detector: 'learned', edgeModel: 'dexined' }, ['hed'])
  expect(markup).toContain('dexined is not registered here. Choose another.')
  expect(markup).toContain('<option value="dexined" disabled="" selected="">dexined</option>')
})
