import { costProblemOf } from '@plotline/services/contract'
import { recipeSchema } from '@plotline/vectorizer'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { OrderPanel } from './order-panel.tsx'

const shown = (tooMuch: string | null) =>
  renderToStaticMarkup(
    createElement(OrderPanel, {
      state: { step: 'idle' },
      ready: true,
      tooMuch,
      balance: 3,
      onOrder: () => {},
      onStop: () => {},
    }),
  )

test('settings that are more than one drawing may take are told before the order, which then cannot be sent', () => {
  const flood = recipeSchema.parse({
    style: 'stipple',
    stipple: { dots: 200_000 },
    page: { paper: 'a2' },
    plan: { passes: 10 },
  })
  const page = shown(costProblemOf(flood, 'free')?.sentence ?? null)
  expect(page).toContain('Fewer dots')
  expect(page).toContain('fewer passes')
  expect(page).toMatch(/<button[^>]* disabled=""[^>]*>Draw it/)
  expect(shown(costProblemOf(recipeSchema.parse({}), 'free')?.sentence ?? null)).not.toMatch(/disabled=""/)
})
