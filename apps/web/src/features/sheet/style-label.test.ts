import { recipeSchema, styles } from '@plotline/vectorizer'
import { expect, it } from 'vitest'
import { styleLabel } from './style-label.ts'

it.each(styles)('a finished drawing in $name is called what the studio calls it', ({ name, label }) => {
  expect(styleLabel(recipeSchema.parse({ style: name }).style)).toBe(label)
})
