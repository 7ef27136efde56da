import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainOf } from '../../../test/chains.ts'
import { type Chain, chainLength, reverseChain } from '../chain.ts'
import { bridgeChains } from './bridge.ts'
import { landEnds } from './land.ts'

const across = (y: number, from: number, to: number) => chainOf(to - from + 1, (i) => [from + i, y])
const upright = chainOf(81, (i) => [50, 10 + i])
const lastOf = ({ points }: Chain) => [...points.slice(-2)]

describe('a loose end', () => {
  test('runs on to the line it is heading for, and no farther than it may', async () => {
    const [landed, line] = await landEnds([across(40, 10, 45), upright], 6)
    expect(lastOf(landed)).toEqual([50, 40])
    expect([...landed.points.slice(0, 72)]).toEqual([...across(40, 10, 45).points])
    expect(line).toEqual(upright)
    const [apart] = await landEnds([across(40, 10, 43), upright], 6)
    expect(apart).toEqual(across(40, 10, 43))
  })

  test('lands from its own start too, and on a loop', async () => {
    const circle = chainOf(126, (i) => [30 + 20 * Math.cos(i / 20), 50 + 20 * Math.sin(i / 20)], true)
    const [line] = await landEnds([across(50, 54, 90), circle], 6)
    expect(line.points[0]).toBeCloseTo(50, 6)
    expect(lastOf(line)).toEqual([90, 50])
  })

  test('stays where it is beside a line that runs along with it', async () => {
    const chains = [across(40, 10, 60), across(43, 30, 90)]
    expect(await landEnds(chains, 6)).toEqual(chains)
    const slanted = [across(40, 10, 60), chainOf(40, (i) => [50 + i, 43 - 0.2 * i])]
    expect((await landEnds(slanted, 6))[0]).toEqual(slanted[0])
  })

  test('loses the hook that turns along the line before it, and keeps it where there is nothing', async () => {
    const hooked = chainOf(40, (i) => (i < 35 ? [10 + i, 40] : [45, 40 + (i - 34)]))
    const [landed] = await landEnds([hooked, upright], 7)
    expect(lastOf(landed)[0]).toBe(50)
    expect(Math.max(...landed.points.filter((_, i) => i % 2 === 1))).toBeLessThan(41.5)
    expect(await landEnds([hooked], 7)).toEqual([hooked])
  })

  test('meets another end once, and both become one line round the corner', async () => {
    const down = chainOf(40, (i) => [50, 41 + i])
    const level = across(40, 10, 46)
    for (const first of [level, reverseChain(level)]) {
      for (const second of [down, reverseChain(down)]) {
        const landed = await landEnds([first, second], 6)
        expect(chainLength(landed[0]) + chainLength(landed[1])).toBeLessThan(36 + 39 + 6)
        expect(await bridgeChains(landed, { gapPx: 3, turnsCorners: true })).toHaveLength(1)
      }
    }
  })

  test('and one that is heading for it stays, so that the gap is drawn once', async () => {
    const [left, right] = [across(40, 10, 46), across(40, 50, 89)]
    for (const first of [left, reverseChain(left)]) {
      for (const second of [right, reverseChain(right)]) {
        const landed = await landEnds([first, second], 6)
        expect(chainLength(landed[0]) + chainLength(landed[1])).toBeCloseTo(36 + 39 + 4, 6)
      }
    }
  })
})

test('whatever is drawn, loops stay as they are, and lines grow by no more than their ends may', async () => {
  const chain = fc
    .record({
      x: fc.integer({ min: 0, max: 60 }),
      y: fc.integer({ min: 0, max: 60 }),
      angle: fc.double({ min: 0, max: 6.2, noNaN: true }),
      bend: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
      count: fc.integer({ min: 2, max: 50 }),
      closed: fc.boolean(),
    })
    .map(({ x, y, angle, bend, count, closed }) => {
      let [atX, atY, heading] = [x, y, angle]
      return chainOf(
        count,
        () => {
          heading += bend
          atX += Math.cos(heading)
          atY += Math.sin(heading)
          return [atX, atY]
        },
        closed,
      )
    })
  await fc.assert(
    fc.asyncProperty(fc.array(chain, { maxLength: 12 }), async (chains) => {
      const landed = await landEnds(chains, 5)
      expect(landed).toHaveLength(chains.length)
      landed.forEach((line, index) => {
        if (line.closed) expect(line).toBe(chains[index])
        expect(line.points.every(Number.isFinite)).toBe(true)
        expect(line.strength).toHaveLength(line.points.length / 2)
        expect(chainLength(line)).toBeLessThanOrEqual(chainLength(chains[index]) + 10 + 1e-9)
      })
    }),
  )
})

test('a line that goes straight on is drawn over a wider gap than one that turns', async () => {
  const options = { gapPx: 4, straightPx: 8 }
  expect(await bridgeChains([across(40, 10, 40), across(40, 47, 80)], options)).toHaveLength(1)
  expect(await bridgeChains([across(40, 10, 40), across(43, 47, 80)], options)).toHaveLength(2)
  expect(await bridgeChains([across(40, 10, 40), across(40, 50, 80)], options)).toHaveLength(2)
})
