import type { Plane } from '@plotline/strokes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inkStrokes, type KnownStroke, penSettings, penStrokes } from '../../test/pen-strokes.ts'
import { drawPlane, nastyRasters } from '../../test/scenes.ts'
import { inkDistance } from '../edges/distance.ts'
import { findInk } from '../edges/ink.ts'
import { findComponents } from '../raster/components.ts'
import { luminance } from '../raster/luma.ts'
import { traceCenterlines } from './centerline.ts'
import { type Chain, chainLength } from './chain.ts'
import { isoLines } from './iso-lines.ts'
import { smoothChain } from './smooth.ts'

/** A straight known stroke. */
function straight(ax: number, ay: number, bx: number, by: number): KnownStroke {
  return Float64Array.from({ length: 2402 }, (_, i) => {
    const t = Math.floor(i / 2) / 1200
    return i % 2 ? ay + (by - ay) * t : ax + (bx - ax) * t
  })
}

/** The largest distance from a point of `chain` to the nearest of the truth's. */
function farthest(chain: Chain, truth: readonly KnownStroke[]): number {
  let most = 0
  for (let i = 0; i < chain.points.length; i += 2) {
    let least = Number.POSITIVE_INFINITY
    for (const points of truth) {
      for (let k = 0; k < points.length; k += 2) {
        least = Math.min(least, Math.hypot(points[k] - chain.points[i], points[k + 1] - chain.points[i + 1]))
      }
    }
    most = Math.max(most, least)
  }
  return most
}

describe('strokes run through where others cross', () => {
  const cases = [
    { name: 'a cross', truth: [straight(30, 100, 170, 100), straight(100, 30, 100, 170)], strokes: 2 },
    { name: 'a flat cross', truth: [straight(30, 80, 170, 120), straight(30, 120, 170, 80)], strokes: 2 },
    { name: 'a flatter cross', truth: [straight(20, 91, 180, 109), straight(20, 109, 180, 91)], strokes: 2 },
    { name: 'a T', truth: [straight(30, 60, 170, 60), straight(100, 60, 100, 170)], strokes: 2 },
    {
      name: 'a star',
      truth: [straight(40, 40, 160, 160), straight(160, 40, 40, 160), straight(100, 20, 100, 180)],
      strokes: 3,
    },
    { name: 'a corner', truth: [straight(40, 40, 40, 160), straight(40, 160, 160, 160)], strokes: 1 },
  ]
  test.each(cases)('$name', async ({ truth, strokes }) => {
    const chains = await traceCenterlines(inkStrokes(truth, 400, 200, 5), penSettings)
    expect(chains).toHaveLength(strokes)
    for (const chain of chains) expect(farthest(chain, truth)).toBeLessThan(0.8)
    const drawn = chains.reduce((sum, chain) => sum + chainLength(chain), 0)
    const known = truth.reduce(
      (sum, points) => sum + chainLength({ points, strength: new Float32Array(1201), closed: false }),
      0,
    )
    expect(Math.abs(drawn - known)).toBeLessThan(3 * strokes)
  })
})

test('known strokes come back few and true', async () => {
  const truth = penStrokes(12, 420, 320, 5)
  const chains = await traceCenterlines(inkStrokes(truth, 420, 320, 5), penSettings)
  expect(chains.length).toBeLessThanOrEqual(20)
  for (const chain of chains) expect(farthest(smoothChain(chain, 2), truth)).toBeLessThan(3.5)
  const radii = chains.flatMap(({ strength }) => [...strength]).sort((a, b) => a - b)
  expect(radii[radii.length >> 4]).toBeGreaterThan(1.6)
  expect(radii[radii.length - 1 - (radii.length >> 4)]).toBeLessThan(3.1)
})

test('light marks on a dark ground are marks too', async () => {
  const plane = inkStrokes([straight(30, 30, 170, 150)], 200, 200, 5)
  const dark = { ...plane, data: plane.data.map((tone) => 1 - tone) }
  const [chain, ...others] = await traceCenterlines(dark, penSettings)
  expect(others).toHaveLength(0)
  expect(farthest(chain, [straight(30, 30, 170, 150)])).toBeLessThan(0.5)
})

test('a shadow across the paper is no ink', async () => {
  const truth = [straight(30, 50, 370, 70), straight(30, 150, 370, 130)]
  const plane = inkStrokes(truth, 400, 200, 5)
  const shaded = {
    ...plane,
    data: plane.data.map((tone, i) => (0.15 + 0.85 * tone) * (0.95 - 0.6 * ((i % 400) / 400))),
  }
  const chains = await traceCenterlines(shaded, penSettings)
  expect(chains).toHaveLength(2)
  for (const chain of chains) expect(farthest(chain, truth)).toBeLessThan(0.8)
})

test('a silhouette is outlined, the dot of an i is kept', async () => {
  const disk = drawPlane(200, 200, (x, y) => (Math.hypot(x - 100, y - 100) < 60 ? 0 : 1))
  const [outline, ...others] = await traceCenterlines(disk, penSettings)
  expect(others).toHaveLength(0)
  expect(outline.closed).toBe(true)
  expect(Math.abs(chainLength(outline) - 2 * Math.PI * 60)).toBeLessThan(4)
  const letter = [straight(60, 60, 60, 120), straight(60, 40, 60, 40.5)]
  expect(await traceCenterlines(inkStrokes(letter, 120, 160, 6), penSettings)).toHaveLength(2)
})

test.each(nastyRasters)('$name gives finite strokes', async ({ raster }) => {
  for (const { points } of await traceCenterlines(await luminance(raster), penSettings)) {
    expect(points.every(Number.isFinite)).toBe(true)
  }
})

const smallMarks = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((marks) => ({ width, height, marks: Uint8Array.from(marks) })),
  )

test('the distance transform is what counting gives', async () => {
  await fc.assert(
    fc.asyncProperty(smallMarks, async ({ width, height, marks }) => {
      const { data } = await inkDistance(marks, width, height)
      for (let i = 0; i < marks.length; i++) {
        let least = marks[i] ? Number.POSITIVE_INFINITY : 0
        for (let y = -1; y <= height; y++) {
          for (let x = -1; x <= width; x++) {
            const isInside = x >= 0 && y >= 0 && x < width && y < height
            if (isInside && marks[y * width + x]) continue
            least = Math.min(least, Math.hypot(x - (i % width), y - Math.floor(i / width)))
          }
        }
        expect(data[i]).toBeCloseTo(least, 4)
      }
    }),
  )
})

test('components are what flooding gives', async () => {
  await fc.assert(
    fc.asyncProperty(smallMarks, async ({ width, height, marks }) => {
      const { componentOf, count, area, label } = await findComponents(marks, width, height, 1)
      expect(area.reduce((sum, pixels) => sum + pixels, 0)).toBe(marks.length)
      expect(new Set(componentOf).size).toBe(count)
      const flooded = new Int32Array(marks.length).fill(-1)
      let names = 0
      for (let i = 0; i < marks.length; i++) {
        if (flooded[i] >= 0) continue
        const queue = [i]
        flooded[i] = names++
        for (const at of queue) {
          for (let j = 0; j < marks.length; j++) {
            const dx = Math.abs((j % width) - (at % width))
            const dy = Math.abs(Math.floor(j / width) - Math.floor(at / width))
            const touches = marks[at] ? Math.max(dx, dy) <= 1 : dx + dy <= 1
            if (!touches || flooded[j] >= 0 || marks[j] !== marks[at]) continue
            flooded[j] = flooded[at]
            queue.push(j)
          }
        }
      }
      expect([...componentOf]).toEqual([...flooded])
      for (let i = 0; i < marks.length; i++) expect(label[componentOf[i]]).toBe(marks[i])
    }),
  )
})

test('iso-lines lie on their level, closed or from border to border', async () => {
  const plane: Plane = drawPlane(60, 50, (x, y) => Math.hypot(x - 40, y - 20) / 30)
  const lines = await isoLines(plane, 0.5)
  const [line] = lines
  expect(lines).toHaveLength(1)
  expect(line.closed).toBe(true)
  for (let i = 0; i < line.points.length; i += 2) {
    expect(Math.abs(Math.hypot(line.points[i] - 40, line.points[i + 1] - 20) - 15)).toBeLessThan(0.1)
  }
  const [open] = await isoLines(plane, 1)
  expect(open.closed).toBe(false)
})

test('ink is never marked along the border', async () => {
  const { marks } = await findInk(
    drawPlane(40, 30, (x) => (x < 6 || x > 34 ? 0 : 1)),
    penSettings,
  )
  for (let x = 0; x < 40; x++) expect(marks[x] + marks[29 * 40 + x]).toBe(0)
  expect(marks[5 * 40 + 3]).toBe(1)
})
