import type { Plane } from '@plotline/strokes'
import { strokeLength } from '@plotline/strokes/geometry/polyline'
import { luminanceOf } from '@plotline/strokes/tone/luminance'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawPlane, sceneOf } from '../../test/scenes.ts'
import { knobsSchema } from '../knobs.ts'
import { recipeSchema } from '../recipe.ts'
import { coverageOf } from './coverage.ts'
import { hatchScene } from './hatch.ts'
import { scanLines } from './lines/scanlines.ts'

const place = { mmPerPx: 0.5, xMm: 20, yMm: 30 }
const every = { angleDeg: 0, spacingMm: 1, thresholdOf: () => 0.5, strideOf: () => 1 }
const keepAll = { minRunMm: 0, minGapMm: 0, loneRunMm: 0 }

describe('scan lines', () => {
  test('cover a full plane edge to edge at their spacing', async () => {
    const strokes = await scanLines(
      drawPlane(80, 60, () => 1),
      place,
      every,
      keepAll,
    )
    expect(strokes).toHaveLength(31)
    for (const { points } of strokes) {
      expect(points[0]).toBeCloseTo(20, 9)
      expect(points[2]).toBeCloseTo(60, 9)
      expect(points[1] % 1).toBeCloseTo(0, 9)
    }
  })

  test('are cut where tone crosses the threshold, between pixels', async () => {
    // Coverage falls from 1 to 0 over 40 mm; it is .3 at 28 mm.
    const slope = drawPlane(80, 20, (x) => 1 - x / 80)
    const strokes = await scanLines(slope, place, { ...every, thresholdOf: () => 0.3 }, keepAll)
    for (const { points } of strokes) expect(points[2]).toBeCloseTo(48, 2)
  })

  test('draw through small gaps, drop specks, and keep a row of dashes but not a dash alone', async () => {
    const dashes = drawPlane(200, 60, (x, y) => {
      if (y < 20) return x < 100 || x > 101 ? 1 : 0
      if (y < 40) return x > 20 && x < 26 ? 1 : 0
      return x > 50 && x < 56 && y > 49 && y < 50 ? 1 : 0
    })
    const limits = { minRunMm: 2, minGapMm: 1, loneRunMm: 6 }
    const strokes = await scanLines(dashes, place, every, limits)
    const at = (yMm: number) => strokes.filter(({ points }) => Math.abs(points[1] - yMm) < 0.01)
    expect(at(35)).toHaveLength(1)
    expect(at(45)).toHaveLength(1)
    expect(at(55)).toHaveLength(0)
  })

  test.each([0, 30, 45, 90, -60, 135, 180])(
    'at %d° stay in the image and at their angle',
    async (angleDeg) => {
      const strokes = await scanLines(
        drawPlane(80, 50, () => 1),
        place,
        { ...every, angleDeg },
        keepAll,
      )
      expect(strokes.length).toBeGreaterThan(20)
      for (const { points } of strokes) {
        for (let i = 0; i < 4; i += 2) {
          expect(points[i]).toBeGreaterThan(20 - 1e-6)
          expect(points[i]).toBeLessThan(60 + 1e-6)
          expect(points[i + 1]).toBeGreaterThan(30 - 1e-6)
          expect(points[i + 1]).toBeLessThan(55 + 1e-6)
        }
        const turn = Math.atan2(points[1] - points[3], points[2] - points[0]) - (angleDeg * Math.PI) / 180
        expect(Math.abs(Math.sin(turn))).toBeLessThan(1e-6)
      }
    },
  )
})

describe('coverage', () => {
  test('white is paper, black is all the ink there is, and darker is never less', () => {
    fc.assert(
      fc.property(
        fc.record({
          most: fc.double({ min: 0.1, max: 0.95, noNaN: true }),
          threshold: fc.double({ min: 0, max: 1, noNaN: true }),
          gamma: fc.double({ min: 0.4, max: 2.5, noNaN: true }),
        }),
        (options) => {
          const { data } = coverageOf(
            { width: 64, height: 1, data: Float32Array.from({ length: 64 }, (_, i) => i / 63) },
            options,
          )
          expect(data[63]).toBeCloseTo(0, 4)
          if (options.threshold > 0.01) expect(data[0]).toBeCloseTo(options.most, 3)
          for (let i = 1; i < 64; i++) expect(data[i]).toBeLessThanOrEqual(data[i - 1] + 1e-6)
        },
      ),
    )
  })

  test('equal steps of lightness give equal steps of lightness on paper', () => {
    const light = { width: 5, height: 1, data: Float32Array.of(0, 0.25, 0.5, 0.75, 1) }
    const { data } = coverageOf(light, { most: 0.9, threshold: 1, gamma: 1 })
    const darkest = 1 - data[0]
    data.forEach((coverage, i) => {
      const wanted = luminanceOf(0.16 * 0 + lightnessBetween(darkest, i / 4))
      expect(1 - coverage).toBeCloseTo(wanted, 3)
    })
  })
})

/** Lightness of the tone a share of the way from a luminance to white. */
function lightnessBetween(darkest: number, share: number): number {
  const least = 1.16 * Math.cbrt(darkest) - 0.16
  return least + (1 - least) * share
}

describe('hatching', () => {
  const place = { mmPerPx: 0.2, xMm: 0, yMm: 0 }
  const hatchWith = (shade: Plane, hatch: object, knobs: object = {}) =>
    hatchScene(
      { ...sceneOf(shade, place), knobs: knobsSchema.parse(knobs) },
      hatch,
      { levels: 5, threshold: 1, spacingPens: 2 },
      recipeSchema.parse({}).pens,
      () => undefined,
      () => {},
    )

  test.each([0.05, 0.2, 0.4, 0.6, 0.8])('lays as much ink as tone %d asks for', async (tone) => {
    const size = 600
    const strokes = await hatchWith(
      drawPlane(size, size, () => tone),
      { anglesDeg: [30], levels: 4, spacingMm: 0.6 },
    )
    const inked = (strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0) * 0.3) / (size * 0.2) ** 2
    const [wanted] = coverageOf(
      { width: 1, height: 1, data: Float32Array.of(tone) },
      { most: 0.5, threshold: 1, gamma: 1 },
    ).data
    expect(Math.abs(inked - wanted)).toBeLessThan(0.035)
  })

  test('is darker with more darkness, and denser with more density', async () => {
    const slope = drawPlane(400, 300, (x) => x / 400)
    const length = async (knobs: object) =>
      (await hatchWith(slope, {}, knobs)).reduce((sum, stroke) => sum + strokeLength(stroke), 0)
    expect(await length({ darkness: 0.9 })).toBeGreaterThan(1.15 * (await length({ darkness: 0.1 })))
    expect(await length({ density: 0.9 })).toBeGreaterThan(1.3 * (await length({ density: 0.1 })))
  })

  test('leaves white paper alone', async () => {
    expect(
      await hatchWith(
        drawPlane(100, 100, () => 1),
        {},
      ),
    ).toHaveLength(0)
  })

  test('uses each angle it is given', async () => {
    const strokes = await hatchWith(
      drawPlane(300, 300, () => 0),
      { anglesDeg: [0, 90, 45], levels: 3 },
    )
    const angles = new Set(
      strokes.map(({ points }) =>
        Math.round((Math.atan2(points[1] - points[3], points[2] - points[0]) * 180) / Math.PI),
      ),
    )
    expect([...angles].sort((a, b) => a - b)).toEqual([0, 45, 90])
  })
})
