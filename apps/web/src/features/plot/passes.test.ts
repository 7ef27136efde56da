import { noPlanSteps } from '@plotline/strokes'
import { expect, it } from 'vitest'
import { passesFor, withPasses } from './passes.ts'

it('gives one pen other passes, and takes them back', () => {
  const red = withPasses(noPlanSteps, 'Red', 3)
  expect([passesFor(red, 'Red'), passesFor(red, 'Black'), passesFor(red, 'toString')]).toEqual([3, 1, 1])
  const both = withPasses({ ...red, passes: 2 }, 'Black', 1)
  expect([passesFor(both, 'Red'), passesFor(both, 'Black'), passesFor(both, 'Blue')]).toEqual([3, 1, 2])
  expect(withPasses(red, 'Red', 1)).toEqual(noPlanSteps)
})
