import type { Raster } from '@plotline/strokes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawPlane, rasterOf } from '../../test/scenes.ts'
import { chromaOf } from '../raster/chroma.ts'
import { lightAt } from '../raster/tone.ts'
import { canny } from './canny.ts'
import { addGradient } from './color-gradient.ts'

const settings = { sigmaPx: 1.2, lowPercentile: 80, highPercentile: 90, floor: 0.01 }

/** Red and green of one lightness, side by side. */
function redBesideGreen(size: number): Raster {
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (let i = 0; i < size * size; i++) data.set(i % size < size / 2 ? [200, 60, 60] : [40, 130, 40], i * 4)
  return { width: size, height: size, data }
}

test('a border between colors of one tone is an edge', async () => {
  const size = 80
  const raster = redBesideGreen(size)
  const light = await lightAt(raster, size, size)
  const grey = await canny(light, { ...settings, floor: 0.03 })
  const colored = await canny(light, { ...settings, floor: 0.03, chroma: await chromaOf(raster) })
  expect(grey.marks.includes(1)).toBe(false)
  const marks = [...colored.marks].flatMap((mark, i) => (mark ? [i % size] : []))
  expect(marks.length).toBeGreaterThan(size * 0.9)
  for (const x of marks) expect(Math.abs(x + 0.5 - size / 2)).toBeLessThanOrEqual(1)
})

test('a grey image has no chroma', async () => {
  expect(await chromaOf(rasterOf(drawPlane(20, 20, (x) => x / 20)))).toEqual([])
})

describe('adding a channel', () => {
  const part = fc.double({ min: -1, max: 1, noNaN: true })
  const slopeOf = ([x, y]: readonly [number, number]) => ({
    width: 1,
    height: 1,
    dx: Float32Array.of(x),
    dy: Float32Array.of(y),
    magnitude: Float32Array.of(Math.hypot(x, y)),
  })

  test('is as steep as the steeper and no steeper than both, along the direction of most change', () => {
    fc.assert(
      fc.property(fc.tuple(part, part), fc.tuple(part, part), (a, b) => {
        const slope = slopeOf(a)
        addGradient(slope, slopeOf(b))
        const steep = slope.magnitude[0]
        const [least, most] = [Math.max(Math.hypot(...a), Math.hypot(...b)), Math.hypot(...a, ...b)]
        expect(steep).toBeGreaterThanOrEqual(least - 1e-5)
        expect(steep).toBeLessThanOrEqual(most + 1e-5)
        expect(Math.hypot(slope.dx[0], slope.dy[0])).toBeCloseTo(steep, 4)
        if (steep < 1e-3) return
        const [ux, uy] = [slope.dx[0] / steep, slope.dy[0] / steep]
        expect(Math.hypot(a[0] * ux + a[1] * uy, b[0] * ux + b[1] * uy)).toBeCloseTo(steep, 3)
      }),
    )
  })

  test('that is flat changes nothing but the sign', () => {
    fc.assert(
      fc.property(fc.tuple(part, part), (a) => {
        const slope = slopeOf(a)
        addGradient(slope, slopeOf([0, 0]))
        expect(Math.abs(slope.dx[0] * a[1] - slope.dy[0] * a[0])).toBeLessThan(1e-5)
        expect(slope.magnitude[0]).toBeCloseTo(Math.hypot(...a), 5)
      }),
    )
  })
})
