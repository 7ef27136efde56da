import { createPace } from '@plotline/strokes/geometry/pace'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { lightnessOf, luminanceOf } from '@plotline/strokes/tone/luminance'
import { samplePlane } from '@plotline/strokes/tone/plane'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawPlane } from '../../test/scenes.ts'
import { bilateral } from './bilateral.ts'
import { boxBlur, gaussian } from './gaussian.ts'
import { gradient } from './gradient.ts'
import { percentiles } from './percentiles.ts'
import { resizePlane } from './resize.ts'
import { levelled, noiseOf, workingSize } from './tone.ts'

const mean = (data: Float32Array) => data.reduce((sum, value) => sum + value, 0) / data.length
const small = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }))
  .chain(([width, height]) =>
    fc
      .array(fc.float({ min: 0, max: 1, noNaN: true }), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((values) => ({ width, height, data: Float32Array.from(values) })),
  )

describe('resize', () => {
  test('shrinking by a whole factor keeps the mean, whatever the picture', async () => {
    await fc.assert(
      fc.asyncProperty(small, fc.integer({ min: 1, max: 4 }), async (plane, factor) => {
        const big = drawPlane(
          plane.width * factor,
          plane.height * factor,
          (x, y) => plane.data[Math.floor(y / factor) * plane.width + Math.floor(x / factor)],
        )
        const back = await resizePlane(big, plane.width, plane.height)
        back.data.forEach((value, i) => {
          expect(value).toBeCloseTo(plane.data[i], 5)
        })
      }),
      { numRuns: 40 },
    )
  })

  test('a slope stays a slope when it grows', async () => {
    const slope = drawPlane(40, 5, (x) => x / 40)
    const big = await resizePlane(slope, 120, 5)
    for (let x = 12; x < 108; x++) expect(big.data[240 + x]).toBeCloseTo((x + 0.5) / 120, 3)
  })

  test('any size from any size is finite', async () => {
    await fc.assert(
      fc.asyncProperty(
        small,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        async (plane, w, h) => {
          const out = await resizePlane(plane, w, h)
          expect(out.data).toHaveLength(w * h)
          expect(out.data.every((value) => value > -0.3 && value < 1.3)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('blur', () => {
  test.each([0.5, 1.3, 4, 9, 40])('sigma %d keeps a flat plane flat and its range a range', async (sigma) => {
    const flat = await gaussian(
      drawPlane(30, 17, () => 0.37),
      sigma,
    )
    expect(flat.data.every((value) => Math.abs(value - 0.37) < 1e-5)).toBe(true)
    const spot = await gaussian(
      drawPlane(31, 31, (x, y) => (x > 15 && x < 16 && y > 15 && y < 16 ? 1 : 0)),
      sigma,
    )
    expect(Math.min(...spot.data)).toBeGreaterThanOrEqual(-1e-6)
    expect(spot.data[15 * 31 + 15]).toBe(Math.max(...spot.data))
  })

  test.each([1.5, 6])('sigma %d spreads a spot by its variance', async (sigma) => {
    const size = 121
    const spot = await gaussian(
      drawPlane(size, size, (x, y) => (Math.floor(x) === 60 && Math.floor(y) === 60 ? 1 : 0)),
      sigma,
    )
    let variance = 0
    spot.data.forEach((value, i) => {
      variance += value * ((i % size) - 60) ** 2
    })
    expect(Math.sqrt(variance) / sigma).toBeGreaterThan(0.93)
    expect(Math.sqrt(variance) / sigma).toBeLessThan(1.07)
  })

  test('a box blur is the mean of its box', async () => {
    const plane = drawPlane(9, 7, (x, y) => Math.floor(x) * 3 + Math.floor(y))
    const out = await boxBlur(plane, 1)
    expect(out.data[3 * 9 + 4]).toBeCloseTo(plane.data[3 * 9 + 4], 4)
    expect(out.data[0]).toBeCloseTo((0 * 4 + 3 * 2 + 1 * 2 + 4) / 9, 4)
  })
})

test('the bilateral filter calms noise and keeps the step', async () => {
  const step = drawPlane(80, 40, (x, y) => (x < 40 ? 0.25 : 0.75) + 0.03 * Math.sin(x * 7.1 + y * 5.3))
  const calm = await bilateral(step, 6, 0.1)
  const row = calm.data.subarray(20 * 80, 21 * 80)
  expect(row[39]).toBeLessThan(0.33)
  expect(row[40]).toBeGreaterThan(0.67)
  const spread = (data: Float32Array) =>
    Math.max(...data.subarray(10, 30)) - Math.min(...data.subarray(10, 30))
  expect(spread(row)).toBeLessThan(0.4 * spread(step.data.subarray(20 * 80, 21 * 80)))
})

test('the gradient of a slope is the slope', async () => {
  const { dx, dy, magnitude } = await gradient(drawPlane(20, 20, (x, y) => 0.02 * x - 0.01 * y))
  expect(dx[210]).toBeCloseTo(0.02, 5)
  expect(dy[210]).toBeCloseTo(-0.01, 5)
  expect(magnitude[210]).toBeCloseTo(Math.sqrt(0.0005), 5)
})

test('percentiles are those of the sorted values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (values) => {
        const sorted = [...values].sort((a, b) => a - b)
        const range = sorted[sorted.length - 1] - sorted[0]
        for (const percent of [0, 10, 50, 90, 100]) {
          const [found] = percentiles(Float32Array.from(values), [percent])
          const rank = (percent / 100) * sorted.length
          const lower = sorted[Math.max(0, Math.ceil(rank) - 1)]
          const upper = sorted[Math.min(sorted.length - 1, Math.floor(rank))]
          expect(found).toBeGreaterThanOrEqual(lower - range / 4000 - 1e-6)
          expect(found).toBeLessThanOrEqual(upper + range / 4000 + 1e-6)
        }
      },
    ),
  )
})

test('percentiles of nothing and of what is left out', () => {
  expect(percentiles(new Float32Array(0), [5, 50])).toEqual([0, 0])
  expect(percentiles(Float32Array.of(1, Number.NaN, 3, 100), [0, 100], (value) => value < 50)).toEqual([1, 3])
})

test('lightness and luminance undo each other', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
      expect(luminanceOf(lightnessOf(value))).toBeCloseTo(value, 9)
    }),
  )
  expect(lightnessOf(0.184)).toBeCloseTo(0.5, 2)
})

test('sampling meets pixel centers and repeats the border', () => {
  const plane = drawPlane(4, 3, (x, y) => Math.floor(x) + 10 * Math.floor(y))
  expect(samplePlane(plane, 2.5, 1.5)).toBe(12)
  expect(samplePlane(plane, 2, 1.5)).toBe(11.5)
  expect(samplePlane(plane, -9, 99)).toBe(20)
})

test('levels stretch a hazy image, spare a flat one and leave a full one', () => {
  const range = (data: Float32Array) => Math.max(...data) - Math.min(...data)
  const slope = (from: number, to: number) => drawPlane(100, 4, (x) => from + ((to - from) * x) / 100)
  expect(range(levelled(slope(0.4, 0.9), null).data)).toBeGreaterThan(0.98)
  expect(range(levelled(slope(0.5, 0.51), null).data)).toBeLessThan(0.03)
  expect(mean(levelled(slope(0, 1), null).data)).toBeCloseTo(0.5, 2)
  expect(
    mean(
      levelled(
        drawPlane(9, 9, () => 0.8),
        null,
      ).data,
    ),
  ).toBeCloseTo(0.8, 2)
})

test('noise is measured and an edge is not noise', () => {
  const random = seededRandom(1)
  const noisy = drawPlane(100, 100, (x) => (x < 50 ? 0.2 : 0.8))
  for (let i = 0; i < noisy.data.length; i++) {
    let bell = 0
    for (let k = 0; k < 12; k++) bell += random()
    noisy.data[i] += 0.02 * (bell - 6)
  }
  expect(noiseOf(noisy)).toBeGreaterThan(0.015)
  expect(noiseOf(noisy)).toBeLessThan(0.025)
  expect(noiseOf(drawPlane(2, 2, () => 1))).toBe(0)
})

test('the working size keeps the shape, at least a pixel, and enlarges only so far', () => {
  expect(workingSize(4000, 3000, 1400)).toEqual({ width: 1400, height: 1050 })
  expect(workingSize(100, 50, 1400)).toEqual({ width: 400, height: 200 })
  expect(workingSize(9000, 1, 1400)).toEqual({ width: 1400, height: 1 })
})

test('a pace gives turns after enough work and throws the reason of an abort', async () => {
  const abort = new AbortController()
  const pace = createPace(abort.signal)
  expect(pace(1000)).toBeUndefined()
  const turn = pace(1e9)
  expect(turn).toBeInstanceOf(Promise)
  await turn
  abort.abort(new Error('enough'))
  await expect(pace(1e9)).rejects.toThrow('enough')
})
