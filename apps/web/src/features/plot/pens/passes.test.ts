import { noPlanSteps, passesFor } from '@plotline/strokes'
import { expect, it } from 'vitest'
import { withPasses } from './passes.ts'

it('gives one pen other passes, and takes them back', () => {
  const red = withPasses(noPlanSteps, 'Red', 3)
  expect([passesFor(red, 'Red', 0), passesFor(red, 'Black', 0), passesFor(red, 'toString', 0)]).toEqual([
    3, 1, 1,
  ])
  const both = withPasses({ ...red, passes: 2 }, 'Black', 1)
  expect([passesFor(both, 'Red', 0), passesFor(both, 'Black', 0), passesFor(both, 'Blue', 0)]).toEqual([
    3, 1, 2,
  ])
  expect(withPasses(red, 'Red', 1)).toEqual(noPlanSteps)
})
