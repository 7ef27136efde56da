import { styles } from '@plotline/vectorizer'
import { expect, it } from 'vitest'
import { styleLabel } from './style-label.ts'

it.each(styles)(
  'a finished drawing in $name is called what the studio calls it (else: npm run docs)',
  ({ name, label }) => {
    expect(styleLabel(name)).toBe(label)
  },
)

it.each(['etching', 'constructor'])('a style of another version is called %s', (name) => {
  expect(styleLabel(name)).toBe(name)
})
