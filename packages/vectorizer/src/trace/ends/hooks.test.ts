import { describe, expect, test } from 'vitest'
import { chainOf, pointsOf } from '../../../test/chains.ts'
import { type Chain, reverseChain } from '../chain.ts'
import { hookAt } from './hooks.ts'
import { landEnds } from './land.ts'

/** Ahead for 34 px, and then down along whatever stands there. */
const hooked = chainOf(40, (i) => (i < 35 ? [10 + i, 40] : [44, 40 + (i - 34)]))
const hooksOf = (chain: Chain) => [hookAt(chain, true), hookAt(chain, false)]

describe('a hook', () => {
  test('is counted at the end where it is, whichever way the line runs', () => {
    expect(hooksOf(hooked)).toEqual([0, 5])
    expect(hooksOf(reverseChain(hooked))).toEqual([5, 0])
  })

  test('may be at both ends', () => {
    const both = chainOf(45, (i) => (i < 5 ? [10, 45 - i] : i < 40 ? [5 + i, 40] : [44, 40 + (i - 39)]))
    expect(hooksOf(both)).toEqual([5, 5])
  })

  test.each([
    ['a straight line', chainOf(40, (i) => [i, 20])],
    ['one that wavers by half a pixel', chainOf(40, (i) => [i, 20 + (i % 2) / 2])],
    ['one that goes on bending', chainOf(60, (i) => [40 * Math.cos(i / 40), 40 * Math.sin(i / 40)])],
    ['a loop', chainOf(126, (i) => [20 * Math.cos(i / 20), 20 * Math.sin(i / 20)], true)],
    ['one too short to have a direction', chainOf(17, (i) => (i < 12 ? [i, 20] : [11, 20 + (i - 11)]))],
  ])('is not found on %s', (_, chain) => {
    expect(hooksOf(chain)).toEqual([0, 0])
  })
})

test('a hook is cut off at the start of a line as at its end', async () => {
  const upright = chainOf(81, (i) => [50, 10 + i])
  const [landed] = await landEnds([hooked, upright], 7)
  const [backwards] = await landEnds([reverseChain(hooked), upright], 7)
  expect(pointsOf(landed).at(-1)).toEqual([50, 40])
  expect(pointsOf(landed).every(([, y]) => y === 40)).toBe(true)
  expect(pointsOf(backwards)).toEqual(pointsOf(landed).reverse())
})
