import { describe, expect, test } from 'vitest'
import { pointsOf } from '../../test/chains.ts'
import { inkStrokes, type KnownStroke, penSettings } from '../../test/pen-strokes.ts'
import { traceCenterlines } from './centerline.ts'
import { chainLength } from './chain.ts'

/** The stroke from a point over some px in one direction. */
function ray(x: number, y: number, angleDeg: number, length: number): KnownStroke {
  const angle = (angleDeg * Math.PI) / 180
  return Float64Array.from({ length: 802 }, (_, i) => {
    const along = (length * Math.floor(i / 2)) / 400
    return i % 2 ? y + along * Math.sin(angle) : x + along * Math.cos(angle)
  })
}

const trace = async (...strokes: KnownStroke[]) =>
  (await traceCenterlines(inkStrokes(strokes, 200, 200, 5), penSettings)).sort(
    (a, b) => chainLength(b) - chainLength(a),
  )

/** How far a point lies beside the line through the middle of the picture in a direction. */
const beside = (x: number, y: number, angleDeg: number) =>
  Math.abs(
    (x - 100) * Math.sin((angleDeg * Math.PI) / 180) - (y - 100) * Math.cos((angleDeg * Math.PI) / 180),
  )

describe.each([0, 25, 90, 130, 200, 290])('a bar at %i°', (turnDeg) => {
  const bar = ray(
    100 - 70 * Math.cos((turnDeg * Math.PI) / 180),
    100 - 70 * Math.sin((turnDeg * Math.PI) / 180),
    turnDeg,
    140,
  )

  test.each([45, 65, 90, 115, 135])(
    'goes through, and a stem at %i° to it ends in its middle',
    async (slantDeg) => {
      const stemDeg = turnDeg + slantDeg
      const [through, stem, ...others] = await trace(bar, ray(100, 100, stemDeg, 60))
      expect(others).toEqual([])
      for (const [x, y] of pointsOf(through)) expect(beside(x, y, turnDeg)).toBeLessThan(1)
      for (const [x, y] of pointsOf(stem)) expect(beside(x, y, stemDeg)).toBeLessThan(1)
      const ends = [0, -1].flatMap((end) => pointsOf(stem).slice(end).slice(0, 1))
      const away = ends.map(([x, y]) => Math.hypot(x - 100, y - 100))
      expect(Math.min(...away)).toBeLessThan(1.5)
      expect(Math.max(...away)).toBeGreaterThan(58)
    },
  )

  test('is crossed by another at 50°, and both go through', async () => {
    const other = turnDeg + 50
    const angle = (other * Math.PI) / 180
    const chains = await trace(bar, ray(100 - 50 * Math.cos(angle), 100 - 50 * Math.sin(angle), other, 100))
    expect(chains.map(chainLength).map((length) => Math.abs(length - 120) < 23)).toEqual([true, true])
    for (const [chain, angleDeg] of [
      [chains[0], turnDeg],
      [chains[1], other],
    ] as const)
      for (const [x, y] of pointsOf(chain)) expect(beside(x, y, angleDeg)).toBeLessThan(1)
  })

  test('alone is one stroke from end to end, its ends where the pen stood', async () => {
    const [alone, ...others] = await trace(bar)
    expect(others).toEqual([])
    expect(Math.abs(chainLength(alone) - 140)).toBeLessThan(1.5)
    for (const radius of alone.strength) expect(Math.abs(radius - 2.5)).toBeLessThan(0.6)
  })
})

test('a ring is closed, with a tail or without', async () => {
  const ring = Float64Array.from({ length: 1602 }, (_, i) => {
    const angle = (Math.floor(i / 2) / 800) * 2 * Math.PI
    return 100 + 40 * (i % 2 ? Math.sin(angle) : Math.cos(angle))
  })
  const [round, ...others] = await trace(ring)
  expect(others).toEqual([])
  expect(round.closed).toBe(true)
  expect(Math.abs(chainLength(round) - 80 * Math.PI)).toBeLessThan(3)
  const drawn = await trace(ring, ray(140, 100, 0, 40))
  const length = drawn.reduce((sum, chain) => sum + chainLength(chain), 0)
  expect(Math.abs(length - 80 * Math.PI - 40)).toBeLessThan(4)
  expect(drawn.length).toBeLessThanOrEqual(2)
})
