import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainOf } from '../../test/chains.ts'
import { createEdgeMap, type EdgeMap } from '../edges/edge-map.ts'
import { thin } from '../edges/thin.ts'
import { type Chain, chainLength, joinChains, reverseChain } from './chain.ts'
import { declutterChains } from './declutter.ts'
import { bridgeChains } from './ends/bridge.ts'
import { cutFrame } from './frame.ts'
import { traceGraph } from './graph.ts'
import { linkChains } from './link.ts'
import { resampleChain, smoothChain } from './smooth.ts'

/** An edge map from a picture in text: anything but a space is a mark. One empty pixel is added all around. */
function mapOf(text: string): EdgeMap {
  const rows = text.split('\n').filter((row) => row.trim() !== '')
  const map = createEdgeMap(Math.max(...rows.map((row) => row.length)) + 2, rows.length + 2)
  rows.forEach((row, y) => {
    ;[...row].forEach((letter, x) => {
      if (letter === ' ') return
      map.marks[(y + 1) * map.width + x + 1] = 1
      map.strength[(y + 1) * map.width + x + 1] = 1
    })
  })
  return map
}

const link = async (map: EdgeMap, spurPx = 0) => linkChains(await traceGraph(map), map, spurPx)
const chainFrom = (coordinates: number[], closed = false): Chain => ({
  points: Float64Array.from(coordinates),
  strength: new Float32Array(coordinates.length / 2).fill(1),
  closed,
})

describe('linking', () => {
  test('a crossing is two strokes that run through', async () => {
    const chains = await link(
      mapOf(`
#        #
 #      #
  #    #
   #  #
    ##
    ##
   #  #
  #    #
 #      #
#        #`),
    )
    expect(chains).toHaveLength(2)
    for (const chain of chains) expect(chainLength(chain)).toBeGreaterThan(11)
  })

  test('a branch hangs on the straight line', async () => {
    const chains = await link(mapOf(`${'     #\n'.repeat(8)}################`))
    expect(chains.map((chain) => Math.round(chainLength(chain))).sort((a, b) => b - a)).toEqual([15, 8])
  })

  test('a spur is pruned and the line under it stays whole', async () => {
    const chains = await link(mapOf('      #\n      #\n################'), 5)
    expect(chains).toHaveLength(1)
    expect(Math.round(chainLength(chains[0]))).toBe(15)
  })

  test('a line alone is no spur, however short', async () => {
    expect(await link(mapOf('####'), 50)).toHaveLength(1)
    expect(await link(mapOf('##'), 50)).toHaveLength(1)
    expect(await link(mapOf('#'), 50)).toHaveLength(0)
  })

  test('a loop is closed', async () => {
    const chains = await link(mapOf(' ####\n#    #\n#    #\n#    #\n ####'))
    expect(chains).toHaveLength(1)
    expect(chains[0].closed).toBe(true)
    expect(chains[0].strength).toHaveLength(14)
  })

  test('a loop on a stem keeps both', async () => {
    const chains = await link(mapOf('  ###\n #   #\n #   #\n  ###\n   #\n   #\n   #\n   #'))
    const total = chains.reduce((sum, chain) => sum + chainLength(chain), 0)
    expect(total).toBeGreaterThan(14)
  })

  test('every mark of a thinned scribble is on a stroke', async () => {
    const scribble = fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 28 })), {
      minLength: 1,
      maxLength: 140,
    })
    await fc.assert(
      fc.asyncProperty(scribble, async (pixels) => {
        const map = createEdgeMap(30, 30)
        for (const [x, y] of pixels) map.marks[y * 30 + x] = 1
        await thin(map.marks, 30, 30)
        const chains = await link(map)
        const points = chains.flatMap((chain) =>
          Array.from({ length: chain.strength.length }, (_, i) => [
            chain.points[i * 2],
            chain.points[i * 2 + 1],
          ]),
        )
        expect(points.flat().every((value) => value >= 1 && value <= 29)).toBe(true)
        map.marks.forEach((mark, i) => {
          if (!mark || neighbours(map, i) === 0) return
          const x = (i % 30) + 0.5
          const y = Math.floor(i / 30) + 0.5
          // A pixel of a junction is drawn as the junction's middle.
          expect(Math.min(...points.map(([px, py]) => Math.hypot(px - x, py - y)))).toBeLessThan(4)
        })
      }),
      { numRuns: 60 },
    )
  })
})

function neighbours({ marks, width }: EdgeMap, i: number): number {
  return [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].reduce(
    (sum, step) => sum + marks[i + step],
    0,
  )
}

describe('smoothing', () => {
  test('a circle on the pixel grid becomes round and keeps its radius', () => {
    const circle = chainOf(
      200,
      (i) => {
        const angle = (i / 200) * 2 * Math.PI
        return [Math.floor(50 + 30 * Math.cos(angle)) + 0.5, Math.floor(50 + 30 * Math.sin(angle)) + 0.5]
      },
      true,
    )
    const { points, closed } = smoothChain(circle, 4)
    expect(closed).toBe(true)
    for (let i = 0; i < points.length; i += 2) {
      expect(Math.abs(Math.hypot(points[i] - 50, points[i + 1] - 50) - 30)).toBeLessThan(0.5)
    }
  })

  test('a slanted line loses its staircase and keeps its ends', () => {
    const stairs = chainOf(100, (i) => [i, Math.round(i * 0.3)])
    const { points } = smoothChain(stairs, 3)
    expect([points[0], points[1]]).toEqual([0, 0])
    expect(points[points.length - 2]).toBeCloseTo(99, 9)
    for (let i = 20; i < points.length - 20; i += 2)
      expect(Math.abs(points[i + 1] - points[i] * 0.3)).toBeLessThan(0.2)
  })

  test('a right angle stays one', () => {
    const corner = chainOf(81, (i) => (i <= 40 ? [i, 0] : [40, i - 40]))
    const { points } = smoothChain(corner, 5)
    const nearest = Math.min(
      ...Array.from({ length: points.length / 2 }, (_, i) =>
        Math.hypot(points[i * 2] - 40, points[i * 2 + 1]),
      ),
    )
    expect(nearest).toBeLessThan(0.3)
  })

  test('anything comes out finite, with its ends where they were', () => {
    const chain = fc
      .array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 4, maxLength: 80 })
      .map((values) => chainFrom(values.slice(0, values.length & ~1)))
    fc.assert(
      fc.property(chain, fc.boolean(), fc.double({ min: 0, max: 20, noNaN: true }), (open, closed, sigma) => {
        const { points } = smoothChain({ ...open, closed }, sigma)
        expect(points.every(Number.isFinite)).toBe(true)
        if (closed) return
        expect(points[0]).toBeCloseTo(open.points[0], 6)
        expect(points[points.length - 1]).toBeCloseTo(open.points[open.points.length - 1], 6)
      }),
    )
  })

  test('resampling spaces points evenly', () => {
    const { points, strength } = resampleChain(chainFrom([0, 0, 7.3, 0, 7.3, 2.9]), 1)
    expect(strength).toHaveLength(12)
    for (let i = 2; i < 14; i += 2) expect(points[i] - points[i - 2]).toBeCloseTo(10.2 / 11, 6)
  })
})

describe('bridging', () => {
  const left = chainOf(20, (i) => [i, 0])
  const after = (gap: number, lift = 0) => chainOf(20, (i) => [19 + gap + i, lift])

  test('joins ends that point at each other, whichever way round they are given', async () => {
    for (const first of [left, reverseChain(left)]) {
      for (const second of [after(5), reverseChain(after(5))]) {
        const joined = await bridgeChains([first, second], { gapPx: 6 })
        expect(joined).toHaveLength(1)
        expect(chainLength(joined[0])).toBeCloseTo(43, 5)
      }
    }
  })

  test('leaves wide gaps, parallel neighbours and corners alone', async () => {
    expect(await bridgeChains([left, after(9)], { gapPx: 6 })).toHaveLength(2)
    expect(await bridgeChains([left, chainOf(20, (i) => [i, 4])], { gapPx: 6 })).toHaveLength(2)
    expect(await bridgeChains([left, chainOf(20, (i) => [24, i - 20])], { gapPx: 6 })).toHaveLength(2)
  })

  test('closes a ring with a gap', async () => {
    const ring = chainOf(58, (i) => [30 + 10 * Math.cos(i / 9.8), 30 + 10 * Math.sin(i / 9.8)])
    const [joined] = await bridgeChains([ring], { gapPx: 6 })
    expect(joined.closed).toBe(true)
  })

  test('keeps every point', async () => {
    const chains = [left, after(3), joinChains(after(30), after(60), false, false)]
    const points = (list: Chain[]) => list.reduce((sum, chain) => sum + chain.strength.length, 0)
    expect(points(await bridgeChains(chains, { gapPx: 6 }))).toBe(points(chains))
  })
})

describe('decluttering', () => {
  const options = { spacingPx: 4, minLengthPx: 6 }

  test('drops the echo of a line and keeps a line at a distance', async () => {
    const long = chainOf(80, (i) => [i, 20])
    const echo = chainOf(50, (i) => [i + 10, 22])
    const apart = chainOf(50, (i) => [i + 10, 30])
    const kept = await declutterChains([echo, long, apart], 100, 60, options)
    expect(kept.map(({ strength }) => strength.length)).toEqual([80, 50])
    expect(kept[1].points[1]).toBe(30)
  })

  test('leaves crossing lines alone', async () => {
    const across = chainOf(80, (i) => [i, 40])
    const down = chainOf(80, (i) => [40, i])
    expect(await declutterChains([across, down], 80, 80, options)).toHaveLength(2)
  })

  test('cuts a line only where it is crowded', async () => {
    const straight = chainOf(90, (i) => [i, 30])
    const swerving = chainOf(60, (i) => [i, 30 + 0.02 * (i - 30) ** 2])
    const kept = await declutterChains([straight, swerving], 100, 60, options)
    expect(kept).toHaveLength(3)
    expect(kept[1].strength.length + kept[2].strength.length).toBeLessThan(45)
  })
})

describe('the frame', () => {
  test('what runs along the border goes, what runs into it stays', () => {
    const along1 = chainOf(90, (i) => [i + 5, 2])
    const into = chainOf(50, (i) => [50, i])
    expect(cutFrame(along1, 100, 80, 4)).toEqual([])
    expect(cutFrame(into, 100, 80, 4)).toEqual([into])
  })

  test('a rim drawn all round goes, and a shape that leaves it keeps the rest', () => {
    const rim = chainOf(200, (i) => (i < 100 ? [i, 1] : [99, i - 99]))
    expect(cutFrame(rim, 100, 102, 4)).toEqual([])
    const leaving = chainOf(120, (i) => (i < 60 ? [i, 1] : [59, i - 59]))
    const [rest] = cutFrame(leaving, 100, 100, 4)
    expect(chainLength(rest)).toBeGreaterThan(50)
  })
})
