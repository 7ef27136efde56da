import type { Drawing, Raster } from '@plotline/strokes'
import { strokeLength } from '@plotline/strokes/geometry/polyline'
import { describe, expect, test } from 'vitest'
import { drawnStrokes, fewMarks } from '../test/few-marks.ts'
import { drawShapes, photo, rasterOf, stillLife } from '../test/scenes.ts'
import { type RecipeInput, recipeSchema } from './recipe.ts'
import { vectorize } from './vectorize.ts'

const draw = async (raster: Raster, input: RecipeInput = {}) =>
  (await vectorize(raster, recipeSchema.parse({ ...fewMarks, workingPx: 300, ...input }))).drawing

/** Ink length per square of `cellMm`, to compare drawings whose strokes need not be the same. */
function inkMap(
  drawing: Drawing,
  cellMm: number,
  turn: (x: number, y: number) => [number, number] = (x, y) => [x, y],
) {
  const cells = new Map<string, number>()
  for (const { points, closed } of drawnStrokes(drawing)) {
    const count = points.length / 2
    for (let i = 0; i < (closed ? count : count - 1); i++) {
      const j = (i + 1) % count
      const dx = points[j * 2] - points[i * 2]
      const dy = points[j * 2 + 1] - points[i * 2 + 1]
      const length = Math.hypot(dx, dy)
      const steps = Math.ceil(length / 0.2)
      for (let k = 0; k < steps; k++) {
        const share = (k + 0.5) / steps
        const [x, y] = turn(points[i * 2] + dx * share, points[i * 2 + 1] + dy * share)
        const key = `${Math.floor(x / cellMm)} ${Math.floor(y / cellMm)}`
        cells.set(key, (cells.get(key) ?? 0) + length / steps)
      }
    }
  }
  return cells
}

/** Share of ink that lies in other squares, 0 … 1. */
function difference(a: Map<string, number>, b: Map<string, number>): number {
  let apart = 0
  let total = 0
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    apart += Math.abs((a.get(key) ?? 0) - (b.get(key) ?? 0))
    total += (a.get(key) ?? 0) + (b.get(key) ?? 0)
  }
  return total > 0 ? apart / total : 0
}

function turned(
  { width, height, data }: Raster,
  from: (x: number, y: number) => [number, number],
  size: [number, number],
): Raster {
  const out = new Uint8ClampedArray(data.length)
  for (let y = 0; y < size[1]; y++) {
    for (let x = 0; x < size[0]; x++) {
      const [sx, sy] = from(x, y)
      out.set(data.subarray((sy * width + sx) * 4, (sy * width + sx) * 4 + 4), (y * size[0] + x) * 4)
    }
  }
  expect(size[0] * size[1]).toBe(width * height)
  return { width: size[0], height: size[1], data: out }
}

describe('a turned picture gives a turned drawing', () => {
  const { width, height } = photo
  test.each([
    {
      name: 'mirrored',
      from: (x: number, y: number): [number, number] => [width - 1 - x, y],
      back: (x: number, y: number): [number, number] => [210 - x, y],
    },
    {
      name: 'upside down',
      from: (x: number, y: number): [number, number] => [width - 1 - x, height - 1 - y],
      back: (x: number, y: number): [number, number] => [210 - x, 297 - y],
    },
    {
      name: 'on its side',
      from: (x: number, y: number): [number, number] => [y, x],
      back: (x: number, y: number): [number, number] => [105 + (y - 148.5), 148.5 + (x - 105)],
    },
  ])('$name', async ({ from, back }) => {
    const straight = await draw(photo, { style: 'lines' })
    const other = await draw(turned(photo, from, [width, height]), { style: 'lines' })
    expect(difference(inkMap(straight, 4), inkMap(other, 4, back))).toBeLessThan(0.2)
  })
})

test('more detail draws more lines', async () => {
  const few = await draw(photo, { style: 'lines', knobs: { detail: 0.1 } })
  const many = await draw(photo, { style: 'lines', knobs: { detail: 0.9 } })
  expect(drawnStrokes(many).length).toBeGreaterThanOrEqual(drawnStrokes(few).length)
})

test('given parameters win over knobs', async () => {
  const long = await draw(photo, { style: 'lines', lines: { minLengthMm: 45 } })
  for (const stroke of drawnStrokes(long)) expect(strokeLength(stroke)).toBeGreaterThan(35)
})

test('a raster that is not what it says is refused', async () => {
  const broken = { width: 10, height: 10, data: new Uint8ClampedArray(12) }
  await expect(vectorize(broken, recipeSchema.parse({}))).rejects.toThrow(
    'Expected 10 × 10 × 4 bytes of pixels, got 12.',
  )
})

test('an abort is seen while the work goes on', async () => {
  const big = rasterOf(drawShapes(stillLife, 500), 3)
  const abort = new AbortController()
  let turns = 0
  const beat = () => {
    turns++
    if (turns === 3) abort.abort(new Error('enough'))
    else setTimeout(beat, 0)
  }
  setTimeout(beat, 0)
  await expect(
    vectorize(big, recipeSchema.parse({ style: 'sketch', workingPx: 2000 }), { signal: abort.signal }),
  ).rejects.toThrow('enough')
  expect(turns).toBe(3)
})

test('says where a margin is cut back', async () => {
  const warningsWith = async (marginMm: number) =>
    (await vectorize(photo, recipeSchema.parse({ ...fewMarks, workingPx: 96, page: { marginMm } }))).warnings
  expect(await warningsWith(200)).toEqual([
    'A margin of 200 mm leaves no room to draw on this paper; 94.5 mm are taken.',
  ])
  expect(await warningsWith(15)).toEqual([])
})
