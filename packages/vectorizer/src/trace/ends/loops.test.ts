import { describe, expect, test } from 'vitest'
import { chainOf } from '../../../test/chains.ts'
import { type Chain, chainLength } from '../chain.ts'
import { bridgeChains } from './bridge.ts'
import { drawLoopsInPassing } from './loops.ts'

const circleAt = (x: number) =>
  chainOf(126, (i) => [x + 20 * Math.cos((i * Math.PI) / 63), 50 + 20 * Math.sin((i * Math.PI) / 63)], true)
const line = (from: number, to: number) => chainOf(to - from + 1, (i) => [from + i, 50])
const places = (chains: readonly Chain[]) =>
  new Set(
    chains.flatMap(({ points }) => Array.from(points.slice(1), (y, i) => (i % 2 ? '' : `${points[i]} ${y}`))),
  )

describe('a loop and a line that ends on it', () => {
  test('are one stroke of the same points, with a line between two loops as well', async () => {
    const parts = [circleAt(30), line(52, 98), circleAt(120)]
    const drawn = await drawLoopsInPassing(parts, 4)
    expect(drawn).toHaveLength(1)
    expect(drawn[0].closed).toBe(false)
    expect(places(drawn)).toEqual(places(parts))
    const apart = parts.reduce((sum, part) => sum + chainLength(part), 0)
    expect(chainLength(drawn[0])).toBeCloseTo(apart + 2 + 2, 6)
  })

  test('stay two where they are farther apart, and a second line stays one of its own', async () => {
    expect(await drawLoopsInPassing([circleAt(30), line(60, 98)], 4)).toHaveLength(2)
    const drawn = await drawLoopsInPassing([line(0, 8), circleAt(30), line(51, 98)], 4)
    expect(drawn).toHaveLength(2)
    expect(drawn.some(({ closed }) => closed)).toBe(false)
  })
})

test('lines whose ends touch go on round a corner where corners are turned, but not back', async () => {
  const across = line(10, 40)
  const down = chainOf(30, (i) => [41, 51 + i])
  const back = chainOf(30, (i) => [40 - i, 51])
  expect(await bridgeChains([across, down], { gapPx: 3 })).toHaveLength(2)
  expect(await bridgeChains([across, down], { gapPx: 3, turnsCorners: true })).toHaveLength(1)
  expect(await bridgeChains([across, down, line(43, 70)], { gapPx: 4, turnsCorners: true })).toHaveLength(2)
  expect(
    (await bridgeChains([across, back], { gapPx: 3, turnsCorners: true })).filter(({ closed }) => closed),
  ).toHaveLength(0)
})
