import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutCurves, joinCut } from './cut-curve.ts'

const coordinate = fc.double({ min: -50, max: 50, noNaN: true })
const chains = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => fc.array(coordinate, { minLength: count * 6 + 2, maxLength: count * 6 + 2 }))

test('a chain that is cut has its parts end on each other, and joined again it is what it was', () => {
  fc.assert(
    fc.property(
      chains,
      fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { maxLength: 4 }),
      (points, shares) => {
        const chain = Float64Array.from(points)
        const count = (chain.length - 2) / 6
        // One place per curve, so that what is cut can be told from what was apart.
        const places = shares.slice(0, count).map((share, k) => k + share)
        const parts = cutCurves(chain, places)
        expect(parts).toHaveLength(places.length + 1)
        const joined = Array.from(parts[0])
        for (const part of parts.slice(1)) {
          expect([...part.subarray(0, 2)]).toEqual(joined.slice(-2))
          const joint = joined.length
          joined.push(...part.subarray(2))
          joinCut(joined, joint)
        }
        joined.forEach((value, i) => {
          if (joined.length === chain.length) expect(value).toBeCloseTo(chain[i], 3)
        })
        expect(joined.length).toBeLessThanOrEqual(chain.length + 6 * places.length)
      },
    ),
  )
})

test('a half circle cut in three is one curve again', () => {
  const arc = Float64Array.of(0, 0, 0, 4, 8, 4, 8, 0)
  const [first, second, third] = cutCurves(arc, [0.3, 0.6])
  const chain = Array.from(first)
  for (const part of [second, third]) {
    const joint = chain.length
    chain.push(...part.subarray(2))
    joinCut(chain, joint)
  }
  expect(chain).toHaveLength(8)
  chain.forEach((value, i) => {
    expect(value).toBeCloseTo(arc[i], 9)
  })
})

test('curves that only meet stay two', () => {
  const chain = [0, 0, 1, 1, 2, 1, 3, 0, 4, -1, 5, -1, 6, 2]
  joinCut(chain, 8)
  expect(chain).toHaveLength(14)
})
