import { describe, expect, test } from 'vitest'
import { measureWedge } from '../../test/seen.ts'
import type { RecipeInput } from '../recipe.ts'
import { styles } from '../styles.ts'

const tools = [
  { name: 'a pen of 0.1 mm', color: '#000000', widthMm: 0.1, paperColor: '#ffffff' },
  { name: 'a pen of 0.3 mm', color: '#000000', widthMm: 0.3, paperColor: '#ffffff' },
  { name: 'a pen of 0.8 mm', color: '#000000', widthMm: 0.8, paperColor: '#ffffff' },
  { name: 'a white pen on black', color: '#ffffff', widthMm: 0.5, paperColor: '#000000' },
]

describe.each(styles.filter(({ ink }) => ink))('the tone of $name', (style) => {
  test.each(tools)('with $name is what it should be', async ({ name, color, widthMm, paperColor }) => {
    const input = { style: style.name, pens: [{ name, color, widthMm }], page: { paperColor } } as RecipeInput
    const steps = await measureWedge(style, input, 6, 12)
    const errors = steps.map(({ wanted, seen }) => Math.abs(wanted - seen))
    expect(errors.reduce((sum, error) => sum + error, 0) / steps.length).toBeLessThan(0.04)
    steps.slice(1).forEach(({ seen }, i) => {
      expect(seen).toBeGreaterThan(steps[i].seen - 0.01)
    })
  })
})
