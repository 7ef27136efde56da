import { describe, expect, test } from 'vitest'
import { chainOf } from '../../test/chains.ts'
import type { Chain } from './chain.ts'
import { declutterChains } from './declutter.ts'

const options = { spacingPx: 6, minLengthPx: 6 }
const level = chainOf(121, (i) => [i + 20, 80])
const declutter = (chains: readonly Chain[], asked = options) => declutterChains(chains, 160, 160, asked)
const countsOf = (chains: readonly Chain[]) => chains.map(({ strength }) => strength.length)

/** A line of 101 points through the middle of `level`, at an angle to it. */
function through(angleDeg: number): Chain {
  const turn = (angleDeg * Math.PI) / 180
  return chainOf(101, (i) => [80 + (i - 50) * Math.cos(turn), 80 + (i - 50) * Math.sin(turn)])
}

describe('lines through each other', () => {
  test.each([42, 60, 78, 90, 138])('at %i° cross, and stay as they are', async (angleDeg) => {
    expect(await declutter([level, through(angleDeg)])).toEqual([level, through(angleDeg)])
  })

  test.each([38, 20, 142])(
    'at %i° run side by side where they meet, and the lesser is cut there',
    async (angleDeg) => {
      const [whole, before, after] = await declutter([level, through(angleDeg)])
      expect(whole).toBe(level)
      expect(before.strength.length).toBe(after.strength.length)
      for (const { points } of [before, after]) {
        for (let i = 1; i < points.length; i += 2) expect(Math.abs(points[i] - 80)).toBeGreaterThan(4)
      }
    },
  )
})

describe('of two lines side by side', () => {
  const short = chainOf(60, (i) => [i + 50, 83])

  test('the longer stays, whichever comes first and whichever way they run', async () => {
    const back = chainOf(60, (i) => [109 - i, 83])
    for (const chains of [
      [level, short],
      [short, level],
      [back, level],
    ]) {
      expect(await declutter(chains)).toEqual([level])
    }
  })

  test('the stronger stays, and of the longer one what lies beyond it', async () => {
    const strong = { ...short, strength: short.strength.map(() => 5) }
    const [first, ...rest] = await declutter([level, strong])
    expect(first).toBe(strong)
    expect(rest).toHaveLength(2)
    for (const { points } of rest) {
      for (let i = 0; i < points.length; i += 2) expect(points[i] < 50 || points[i] > 109).toBe(true)
    }
  })

  test('both stay where they are as far apart as asked, or where nothing is asked', async () => {
    const apart = chainOf(60, (i) => [i + 50, 87])
    expect(await declutter([level, apart])).toEqual([level, apart])
    expect(await declutter([short, level], { ...options, spacingPx: 0 })).toEqual([short, level])
  })
})

test('a loop inside a loop goes, and one that keeps its distance stays closed', async () => {
  const ring = (radius: number) =>
    chainOf(
      Math.round(2 * Math.PI * radius),
      (i) => [80 + radius * Math.cos(i / radius), 80 + radius * Math.sin(i / radius)],
      true,
    )
  expect(countsOf(await declutter([ring(40), ring(36), ring(30)]))).toEqual([251, 188])
  expect((await declutter([ring(40), ring(30)])).every(({ closed }) => closed)).toBe(true)
})

test('a line that is crowded for a moment is not cut, and what is left of one is no crumb', async () => {
  /** Down to `level` and up again, with its lowest point so far above it. */
  const dipTo = (height: number) => chainOf(61, (i) => [i + 50, 80 - height - 0.6 * Math.abs(i - 30)])
  // Within 6 px of it for 11 points, which is less than twice the spacing, and for 17.
  expect(await declutter([level, dipTo(3)])).toEqual([level, dipTo(3)])
  expect(countsOf(await declutter([level, dipTo(1)]))).toEqual([121, 22, 22])
  // Its last points are clear: too few of them to be worth a stroke, or enough.
  const leaving = (clear: number) => chainOf(60, (i) => [i + 40, 83 - 4 * Math.max(0, i - (59 - clear))])
  expect(countsOf(await declutter([level, leaving(2)]))).toEqual([121])
  expect(countsOf(await declutter([level, leaving(8)]))).toHaveLength(2)
})
