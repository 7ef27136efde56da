import { describe, expect, test } from 'vitest'
import { chainOf, pointsOf } from '../../../test/chains.ts'
import { type Chain, chainLength, reverseChain } from '../chain.ts'
import { bridgeChains } from './bridge.ts'

/** A line of 20 px that comes from the left and ends at (20, 50). */
const line = chainOf(21, (i) => [i, 50])

/** A line of 20 px that begins so far from the end of `line`, in one direction, and runs on in another; 0° goes on straight. */
function from(gapPx: number, gapDeg: number, headingDeg: number): Chain {
  const [gap, heading] = [gapDeg, headingDeg].map((angleDeg) => (angleDeg * Math.PI) / 180)
  const [x, y] = [20 + gapPx * Math.cos(gap), 50 + gapPx * Math.sin(gap)]
  return chainOf(21, (i) => [x + i * Math.cos(heading), y + i * Math.sin(heading)])
}

const countOf = async (chains: readonly Chain[], options = {}) =>
  (await bridgeChains(chains, { gapPx: 6, ...options })).length

describe('over a gap of 5 px', () => {
  test.each([
    [0, 45, 1],
    [0, 55, 2],
    [45, 45, 1],
    [55, 55, 2],
    [30, 60, 1],
    [35, 70, 2],
    [-30, -60, 1],
    [-35, -70, 2],
    [45, 0, 1],
    [55, 0, 2],
    [180, 0, 2],
  ])(
    'that lies at %i° to a line that heads at %i° there are then %i lines',
    async (gapDeg, headingDeg, count) => {
      const other = from(5, gapDeg, headingDeg)
      expect(await countOf([line, other])).toBe(count)
      expect(await countOf([reverseChain(other), line])).toBe(count)
    },
  )
})

describe('how far', () => {
  test.each([
    [5.9, 0, 1],
    [6.1, 0, 2],
    [5.9, 30, 1],
  ])(
    'a gap of %f px that turns by %i° leaves %i lines, where 6 px may be bridged',
    async (gapPx, turnDeg, count) => {
      expect(await countOf([line, from(gapPx, turnDeg, turnDeg)])).toBe(count)
    },
  )

  test.each([
    [7.9, 0, 1],
    [7.9, 15, 1],
    [7.9, 25, 2],
    [8.1, 0, 2],
  ])(
    'and one of %f px that turns by %i° leaves %i, where 8 px may be on straight lines',
    async (gapPx, turnDeg, count) => {
      expect(await countOf([line, from(gapPx, turnDeg, turnDeg)], { straightPx: 8 })).toBe(count)
    },
  )
})

test('ends that all but touch have no direction between them', async () => {
  expect(await countOf([line, from(1.5, 90, 0)])).toBe(1)
  expect(await countOf([line, from(2.5, 90, 0)])).toBe(2)
})

describe('where corners are turned', () => {
  const options = { turnsCorners: true }

  test.each([
    [90, 1],
    [150, 1],
    [160, 2],
    [180, 2],
  ])('a line that turns by %i° leaves %i', async (headingDeg, count) => {
    expect(await countOf([line, from(2, 0, headingDeg)], options)).toBe(count)
  })

  test('one that goes on comes before one that is nearer and turns', async () => {
    const [straight, turning] = [from(3, 0, 0), from(2, 90, 90)]
    for (const chains of [
      [line, straight, turning],
      [turning, straight, line],
    ]) {
      const joined = await bridgeChains(chains, { gapPx: 6, ...options })
      expect(joined.map(chainLength).map(Math.round).sort()).toEqual([20, 43])
    }
  })
})

describe('of several', () => {
  test('the best gap is bridged, and each end joined once', async () => {
    const [near, far] = [from(3, 0, 0), from(5, 20, 20)]
    for (const chains of [
      [line, near, far],
      [far, near, line],
      [near, line, reverseChain(far)],
    ]) {
      const joined = await bridgeChains(chains, { gapPx: 6 })
      expect(joined.map(chainLength).map(Math.round).sort()).toEqual([20, 43])
      expect(joined.flatMap(pointsOf)).toHaveLength(63)
    }
  })

  test('one line runs on through all of them', async () => {
    const pieces = [0, 1, 2, 3].map((k) => chainOf(21, (i) => [i + k * 24, 50]))
    for (const chains of [
      pieces,
      pieces.toReversed(),
      pieces.map((piece, k) => (k % 2 ? reverseChain(piece) : piece)),
    ]) {
      const [joined, ...others] = await bridgeChains(chains, { gapPx: 6 })
      expect(others).toEqual([])
      const xs = pointsOf(joined).map(([x]) => x)
      expect(xs[0] < 1 ? xs : xs.toReversed()).toEqual(xs.toSorted((a, b) => a - b))
      expect(xs).toHaveLength(84)
    }
  })

  test('loops stay as they are', async () => {
    const ring = chainOf(40, (i) => [30 + 6 * Math.cos(i / 6.4), 50 + 6 * Math.sin(i / 6.4)], true)
    expect(await bridgeChains([line, ring], { gapPx: 6 })).toEqual([ring, line])
  })
})
