import type { Drawing, Plane } from '@plotline/strokes'
import { strokeLength } from '@plotline/strokes/geometry/polyline'
import { describe, expect, test } from 'vitest'
import { drawnStrokes } from '../../test/few-marks.ts'
import { drawPlane, rasterOf } from '../../test/scenes.ts'
import { type RecipeInput, recipeSchema } from '../recipe.ts'
import { needsEdges, stagesOf } from '../recipe-styles.ts'
import type { StageEvent } from '../types.ts'
import { vectorize } from '../vectorize.ts'
import { learnedEdges } from './learned.ts'

const size = 240
const options = { highPercentile: 88, lowPercentile: 77, floor: 0.2 }
const learned: RecipeInput = {
  style: 'lines',
  lines: { detector: 'learned' },
  workingPx: size,
  plan: { simplifyMm: 0 },
  knobs: { smoothness: 0 },
}

/** How far a place is from a curve, in pixels. */
type Distance = (x: number, y: number) => number

const circle: Distance = (x, y) => Math.abs(Math.hypot(x - 121.3, y - 118.6) - 70.4)
const lineAt =
  (angleDeg: number): Distance =>
  (x, y) => {
    const angle = (angleDeg * Math.PI) / 180
    return Math.abs((x - 120) * Math.sin(angle) - (y - 120) * Math.cos(angle))
  }
/** A wave across the picture; its distance by the nearest of many places on it, as far as any line here is wide. */
const wave: Distance = (x, y) => {
  let nearest = Number.POSITIVE_INFINITY
  for (let u = x - 16; u <= x + 16; u += 0.5)
    nearest = Math.min(nearest, Math.hypot(u - x, 120 + 40 * Math.sin(u / 25) - y))
  return nearest
}

/** As networks answer edges: soft, or flat on top where they are quite sure. */
const profiles: Record<string, (distance: number) => number> = {
  'one pixel wide': (distance) => (distance <= 0.5 ? 1 : 0),
  soft: (distance) => Math.exp(-(distance * distance) / (2 * 1.5 * 1.5)),
  'broad and faint': (distance) => 0.45 * Math.exp(-(distance * distance) / (2 * 3.5 * 3.5)),
  'flat on top': (distance) => (distance < 4 ? 1 : 0),
  'very wide and flat': (distance) => (distance < 8 ? 1 : 0),
}

const ridgeOf = (at: Distance, profile: (distance: number) => number): Plane =>
  drawPlane(size, size, (x, y) => profile(at(x, y)))

const blank = rasterOf(drawPlane(size, size, () => 0.8))

/** The points of a drawing in pixels of the picture it was made from, and how long it is there. */
function inPixels({ sheet, layers, ...rest }: Drawing) {
  const mmPerPx = Math.min(
    (sheet.widthMm - 2 * sheet.marginMm) / size,
    (sheet.heightMm - 2 * sheet.marginMm) / size,
  )
  const strokes = drawnStrokes({ sheet, layers, ...rest })
  const left = (sheet.widthMm - size * mmPerPx) / 2
  const top = (sheet.heightMm - size * mmPerPx) / 2
  const points = strokes.flatMap((stroke) =>
    Array.from({ length: stroke.points.length / 2 }, (_, i) => ({
      x: (stroke.points[i * 2] - left) / mmPerPx,
      y: (stroke.points[i * 2 + 1] - top) / mmPerPx,
    })),
  )
  const length = strokes.reduce((sum, stroke) => sum + strokeLength(stroke), 0) / mmPerPx
  return { strokes, points, length }
}

describe('lines of an edge map', () => {
  const curves: [string, Distance, number][] = [
    ['a circle', circle, 2 * Math.PI * 70.4],
    ['a level line', lineAt(0), size],
    ['an upright line', lineAt(90), size],
    ['a diagonal', lineAt(45), size * Math.SQRT2],
    ['a slant', lineAt(26.565), size * 1.118],
    ['a wave', wave, 0],
  ]
  const cases = curves.flatMap(([curve, at, length]) =>
    Object.entries(profiles).map(([profile, of]) => ({ curve, profile, edges: ridgeOf(at, of), at, length })),
  )

  test.each(cases)('$curve, $profile, is one stroke along its middle', async ({ edges, at, length }) => {
    const { drawing } = await vectorize(blank, recipeSchema.parse(learned), { edges })
    const drawn = inPixels(drawing)
    expect(drawn.strokes).toHaveLength(1)
    if (length > 0) expect(drawn.length / length).toBeGreaterThan(0.9)
    if (length > 0) expect(drawn.length / length).toBeLessThan(1.03)
    const inside = drawn.points.filter(({ x, y }) => Math.min(x, y, size - x, size - y) > 12)
    expect(inside.length).toBeGreaterThan(50)
    expect(Math.max(...inside.map(({ x, y }) => at(x, y)))).toBeLessThan(0.5)
  })

  test('a map of another size over the same picture gives the same line', async () => {
    const edges = drawPlane(size / 2, size / 2, (x, y) => profiles.soft(circle(2 * x, 2 * y)))
    const { strokes, points } = inPixels(
      (await vectorize(blank, recipeSchema.parse(learned), { edges })).drawing,
    )
    expect(strokes).toHaveLength(1)
    expect(strokes[0].closed).toBe(true)
    expect(Math.max(...points.map(({ x, y }) => circle(x, y)))).toBeLessThan(0.5)
  })

  test('two lines eight pixels apart stay two', async () => {
    const pair = ridgeOf((x) => Math.min(Math.abs(x - 110), Math.abs(x - 118)), profiles.soft)
    const { marks } = await learnedEdges(pair, options)
    const row = [...marks.subarray(120 * size, 121 * size)].flatMap((mark, x) => (mark ? [x] : []))
    expect(row).toHaveLength(2)
    expect(row[1] - row[0]).toBeGreaterThanOrEqual(7)
  })

  test('what the map is hardly sure of is left out, unless it hangs on what it is sure of', async () => {
    const faint = drawPlane(size, size, (x, y) => {
      const upper = Math.min(0.9, Math.max(0.12, 0.9 - (x - 80) / 60))
      return Math.max(upper * profiles.soft(y - 60.5), 0.12 * profiles.soft(y - 180.5))
    })
    const { marks } = await learnedEdges(faint, { ...options, highPercentile: 0, lowPercentile: 0 })
    const inRows = (from: number, to: number) =>
      marks.subarray(from * size, to * size).reduce((sum, mark) => sum + mark, 0)
    expect(inRows(50, 70)).toBeGreaterThan(230)
    expect(inRows(170, 190)).toBe(0)
  })

  test('an empty map, a full one and one of noise are no reason to fail', async () => {
    for (const edges of [
      drawPlane(40, 30, () => 0),
      drawPlane(40, 30, () => 1),
      drawPlane(1, 1, () => 1),
      drawPlane(40, 30, (x, y) => (Math.sin(x * 12.9898 + y * 78.233) * 43758.5453) % 1),
    ]) {
      const { drawing } = await vectorize(blank, recipeSchema.parse(learned), { edges })
      for (const { points } of drawnStrokes(drawing)) expect(points.every(Number.isFinite)).toBe(true)
    }
  })
})

describe('the detector learned', () => {
  const edges = ridgeOf(circle, profiles.soft)

  test('says so where it is given no edges: no other detector steps in', async () => {
    await expect(vectorize(blank, recipeSchema.parse(learned))).rejects.toThrow(
      'Expected edges for the detector "learned", got none.',
    )
  })

  test('is asked for by lines, by sketch and by a background in one of them, and adds its stage', () => {
    const of = (recipe: RecipeInput) =>
      recipeSchema.parse({ ...recipe, lines: { detector: 'learned' }, isolate: recipe.isolate })
    const isolate = { mode: 'auto', background: 'style', backgroundStyle: 'sketch' } as const
    expect(needsEdges(of({ style: 'sketch' }))).toBe(true)
    expect(needsEdges(of({ style: 'stipple', isolate }))).toBe(true)
    expect(needsEdges(of({ style: 'stipple' }))).toBe(false)
    expect(needsEdges(recipeSchema.parse({ style: 'lines' }))).toBe(false)
    expect(stagesOf(of({ style: 'lines' })).slice(0, 3)).toEqual(['decode', 'detect', 'tone'])
    expect(stagesOf(recipeSchema.parse({ style: 'lines' }))).not.toContain('detect')
  })

  test('draws the contours of a sketch', async () => {
    const recipe = recipeSchema.parse({ ...learned, style: 'sketch' })
    const { drawing } = await vectorize(blank, recipe, { edges })
    const { points } = inPixels(drawing)
    const near = points.filter(({ x, y }) => circle(x, y) < 0.5)
    expect(near.length).toBeGreaterThan(100)
  })

  test('draws the same bytes again', async () => {
    const [one, two] = [
      await vectorize(blank, recipeSchema.parse(learned), { edges }),
      await vectorize(blank, recipeSchema.parse(learned), { edges }),
    ]
    expect(one.drawing).toEqual(two.drawing)
  })

  test('leaves out what lies outside the mask, turns and is cut with the picture', async () => {
    const mask = drawPlane(size, size, (x) => (x < 120 ? 1 : 0))
    const isolated = recipeSchema.parse({ ...learned, isolate: { mode: 'auto' } })
    const left = inPixels((await vectorize(blank, isolated, { edges, mask })).drawing)
    const onCircle = left.points.filter(({ x, y }) => circle(x, y) < 0.5)
    expect(onCircle.length).toBeGreaterThan(50)
    expect(Math.max(...onCircle.map(({ x }) => x))).toBeLessThan(126)

    const turned = recipeSchema.parse({ ...learned, tone: { rotateDeg: 90 } })
    const { points } = inPixels((await vectorize(blank, turned, { edges })).drawing)
    expect(Math.max(...points.map(({ x, y }) => circle(y, size - x)))).toBeLessThan(0.5)
  })

  test('reports its stages and stops in the middle of one', async () => {
    const abort = new AbortController()
    const seen: StageEvent[] = []
    const run = vectorize(blank, recipeSchema.parse(learned), {
      edges,
      signal: abort.signal,
      onStage: (event) => {
        seen.push(event)
        if (event.stage === 'edges') abort.abort(new Error('no longer wanted'))
      },
    })
    await expect(run).rejects.toThrow('no longer wanted')
    expect(seen.at(-1)).toMatchObject({ stage: 'edges', status: 'failed' })
  })
})
