import { fitCubics } from '@plotline/strokes/geometry/curves/fit-cubic'
import { flattenCurves } from '@plotline/strokes/geometry/curves/flatten'
import { straightCurves } from '@plotline/strokes/geometry/curves/straight-curves'
import { coverArea } from '@plotline/strokes/write/png/fill-area'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawPlane, nastyRasters, rasterOf } from '../../../test/scenes.ts'
import { smoothLabels } from '../../color/smooth-labels.ts'
import { findComponents } from '../../raster/components.ts'
import { areaContours } from '../../trace/borders/area-contours.ts'
import { crackGraph, nothing } from '../../trace/borders/crack-graph.ts'
import { fitBorders } from '../../trace/borders/fit-borders.ts'
import { mergeSmallRegions } from '../../trace/borders/merge-regions.ts'
import type { FittedBorder } from './fitted-border.ts'
import { type Coat, paintCutout, paintStacked } from './paint.ts'
import { joinAreas, paintOrder } from './paint-order.ts'
import { findRegions } from './regions.ts'

/** What is seen of coats painted one over the other, as a label per pixel. */
function painted(coats: readonly Coat[], width: number, height: number): number[] {
  const seen = new Array<number>(width * height).fill(nothing)
  for (const { label, contours } of coats) {
    const coverage = new Float32Array(width * height)
    coverArea(
      contours.map((contour) => flattenCurves(contour, 0.1, true)),
      coverage,
      width,
      height,
    )
    for (let i = 0; i < seen.length; i++) if (coverage[i] > 0.5) seen[i] = label
  }
  return seen
}

/** The borders of a label image, their contours and the order of painting. */
async function mapOf(labels: Uint8Array, width: number, height: number) {
  const components = await findComponents(labels, width, height)
  const graph = await crackGraph(labels, components.componentOf, width, height)
  const { borders, rootOf } = joinAreas(graph, components.count)
  const contours = await areaContours(borders, components.count)
  const order = await paintOrder(borders, rootOf, components, width)
  return { map: { borders, contours, rankOf: order.rankOf, width, height }, order }
}

const labelImages = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 1, 2, 3, nothing), { minLength: width * height, maxLength: width * height })
      .map((labels) => ({ width, height, labels: Uint8Array.from(labels) })),
  )

test('side by side and over each other show every pixel in its color', async () => {
  await fc.assert(
    fc.asyncProperty(labelImages, async ({ width, height, labels }) => {
      const { map, order } = await mapOf(labels, width, height)
      const fitted = map.borders.map(
        (border): FittedBorder => ({
          ...border,
          curve: Float64Array.from(straightCurves(border.corners, border.closed)),
        }),
      )
      expect(painted(paintCutout(fitted, map.contours), width, height)).toEqual([...labels])
      expect(painted(await paintStacked(fitted, map.contours, order), width, height)).toEqual([...labels])
    }),
    { numRuns: 300 },
  )
})

test('where three areas meet, the rim of the uppermost goes on without a bend and the third border ends on it', async () => {
  // A disk over the border between two grounds.
  const [width, height] = [80, 60]
  const labels = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return Math.hypot(x - 39.5, y - 30.2) < 14 ? 2 : x < 40 ? 0 : 1
  })
  const { map } = await mapOf(labels, width, height)
  const curves = await fitBorders(map, true, { tolerance: 0.6, calmings: 2 }, () => undefined)
  const arcs = map.borders.flatMap(({ left, right }, k) => (left === 2 || right === 2 ? [curves[k]] : []))
  const others = map.borders.flatMap(({ left, right }, k) => (Math.max(left, right) === 1 ? [curves[k]] : []))
  expect(arcs).toHaveLength(2)
  expect(others).toHaveLength(2)
  const ends = (curve: Float64Array) => [`${curve.slice(0, 2)}`, `${curve.slice(-2)}`]
  for (const arc of arcs) for (const end of ends(arc)) expect(others.flatMap(ends)).toContain(end)
  // At each junction one arc leaves as the other arrives.
  for (const [from, to] of [arcs, arcs.toReversed()]) {
    const [ax, ay] = [
      from[from.length - 2] - from[from.length - 4],
      from[from.length - 1] - from[from.length - 3],
    ]
    const isHead = `${to.slice(0, 2)}` === `${from.slice(-2)}`
    const [bx, by] = isHead
      ? [to[2] - to[0], to[3] - to[1]]
      : [to[to.length - 4] - to[to.length - 2], to[to.length - 3] - to[to.length - 1]]
    expect((ax * bx + ay * by) / Math.hypot(ax, ay) / Math.hypot(bx, by)).toBeGreaterThan(0.999)
  }
})

test('areas over each other take far fewer curves than side by side', async () => {
  const image = rasterOf(
    drawPlane(200, 150, (x, y) => 0.5 + 0.5 * Math.sin(x / 9) * Math.cos(y / 7 + x / 31)),
  )
  const options = { colors: 8, leastPx: 3, fit: { tolerance: 0.6, calmings: 2 } }
  const nodesOf = (coats: readonly Coat[]) =>
    coats.flatMap(({ contours }) => [...contours]).reduce((sum, { length }) => sum + (length - 2) / 6, 0)
  const apart = await findRegions(image, null, options)
  const { borders, contours, order } = await findRegions(image, null, { ...options, goesThrough: true })
  expect(nodesOf(await paintStacked(borders, contours, order))).toBeLessThan(
    0.75 * nodesOf(paintCutout(apart.borders, apart.contours)),
  )
})

test('the event loop gets its turns while areas are painted, and the paint is the same', async () => {
  const image = rasterOf(
    drawPlane(160, 120, (x, y) => 0.5 + 0.5 * Math.sin(x / 3) * Math.cos(y / 3 + x / 31)),
  )
  const options = { colors: 8, leastPx: 3, fit: { tolerance: 0.6, calmings: 2 }, goesThrough: true }
  const { borders, contours, order } = await findRegions(image, null, options)
  const whole = await paintStacked(borders, contours, order)
  let most = 0
  let calls = 0
  const coats = await paintStacked(borders, contours, order, (work) => {
    most = Math.max(most, work)
    calls++
    return Promise.resolve()
  })
  expect(coats).toEqual(whole)
  const curves = borders.reduce((sum, { curve }) => sum + (curve.length - 2) / 6, 0)
  expect(calls).toBeGreaterThan(curves / 4)
  // No piece of work is more than a tenth of what a turn is given after.
  expect(most).toBeLessThan(8e5)
})

test('every border is there once, with two different sides', async () => {
  await fc.assert(
    fc.asyncProperty(labelImages, async ({ width, height, labels }) => {
      const { componentOf } = await findComponents(labels, width, height)
      const { borders } = await crackGraph(labels, componentOf, width, height)
      const at = (x: number, y: number) =>
        x < 0 || y < 0 || x >= width || y >= height ? nothing : labels[y * width + x]
      let cracks = 0
      for (let y = 0; y <= height; y++) {
        for (let x = 0; x <= width; x++) {
          if (at(x, y) !== at(x, y - 1)) cracks++
          if (at(x, y) !== at(x - 1, y)) cracks++
        }
      }
      let steps = 0
      for (const { corners, closed, left, right } of borders) {
        expect(left).not.toBe(right)
        steps += corners.length / 2 - (closed ? 0 : 1)
      }
      expect(steps).toBe(cracks)
    }),
  )
})

test('a curve keeps to its polyline and its ends', () => {
  const wave = (count: number, amplitude: number) =>
    Float64Array.from({ length: count * 2 }, (_, i) => (i % 2 ? amplitude * Math.sin(i / 20) : (i / 2) * 0.8))
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 200 }),
      fc.double({ min: 0, max: 20, noNaN: true }),
      (count, amplitude) => {
        const points = wave(count, amplitude)
        const curve = fitCubics(points, 0.5)
        expect(curve.length % 6).toBe(2)
        expect([...curve.subarray(0, 2)]).toEqual([...points.subarray(0, 2)])
        expect([...curve.subarray(-2)]).toEqual([...points.subarray(-2)])
        const line = flattenCurves(curve, 0.01)
        for (let i = 0; i < points.length; i += 2) {
          let least = Number.POSITIVE_INFINITY
          for (let k = 0; k + 3 < line.length; k += 2) {
            const [ax, ay, bx, by] = line.subarray(k, k + 4)
            const square = (bx - ax) ** 2 + (by - ay) ** 2
            const along = ((points[i] - ax) * (bx - ax) + (points[i + 1] - ay) * (by - ay)) / (square || 1)
            const t = Math.min(1, Math.max(0, along))
            least = Math.min(
              least,
              Math.hypot(ax + t * (bx - ax) - points[i], ay + t * (by - ay) - points[i + 1]),
            )
          }
          expect(least).toBeLessThan(0.52)
        }
      },
    ),
  )
})

test('a disk is a few curves, without a corner', async () => {
  const image = rasterOf(drawPlane(160, 160, (x, y) => (Math.hypot(x - 80, y - 80) < 50 ? 0.1 : 0.9)))
  const { borders } = await findRegions(image, null, {
    colors: 2,
    leastPx: 4,
    fit: { tolerance: 0.7, calmings: 3 },
  })
  const disk = borders.find(({ closed }) => closed)
  expect(disk?.curve.length).toBeLessThanOrEqual(2 + 6 * 12)
  const line = flattenCurves(disk?.curve ?? new Float64Array(2), 0.02)
  for (let i = 0; i < line.length; i += 2) {
    expect(Math.abs(Math.hypot(line[i] - 80, line[i + 1] - 80) - 50)).toBeLessThan(0.9)
  }
})

test('small areas go to the neighbor they are most like, large ones stay', async () => {
  const [width, height] = [40, 20]
  const labels = Uint8Array.from({ length: width * height }, (_, i) => (i % width < 20 ? 0 : 2))
  for (const i of [5 * width + 18, 5 * width + 19]) labels[i] = 1
  const palette = Float32Array.of(0.9, 0, 0, 0.8, 0, 0, 0.2, 0, 0)
  await mergeSmallRegions(labels, width, height, palette, 10)
  expect(labels[5 * width + 18]).toBe(0)
  expect(labels[5 * width + 25]).toBe(2)
  const { area } = await findComponents(labels, width, height)
  expect([...area]).toEqual([400, 400])
})

test('smoothing labels takes specks off and leaves straight borders', async () => {
  const [width, height] = [50, 30]
  const labels = Uint8Array.from({ length: width * height }, (_, i) => (i % width < 25 ? 0 : 1))
  labels[10 * width + 10] = 1
  await smoothLabels(labels, width, height, 2, 3)
  expect([...labels]).toEqual(Array.from({ length: width * height }, (_, i) => (i % width < 25 ? 0 : 1)))
})

test.each(nastyRasters)('$name: what is painted covers the picture', async ({ raster }) => {
  const { width, height } = raster
  const regions = await findRegions(raster, null, {
    colors: 5,
    leastPx: 3,
    fit: { tolerance: 0.5, calmings: 2 },
    goesThrough: true,
  })
  const coats = await paintStacked(regions.borders, regions.contours, regions.order)
  expect(painted(coats, width, height).includes(nothing)).toBe(false)
})
