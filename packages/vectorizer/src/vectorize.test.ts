import { describe, expect, test } from 'vitest'
import { drawPlane, drawShapes, nastyRasters, rasterOf, stillLife } from '../test/scenes.ts'
import { strokeLength } from './geometry/polyline.ts'
import { type RecipeInput, recipeSchema, styleNames } from './recipe.ts'
import { stagesOf, styles } from './styles.ts'
import type { Drawing, Plane, Raster, StageEvent } from './types.ts'
import { vectorize } from './vectorize.ts'

const photo = rasterOf(drawShapes(stillLife, 220), 3)
/** Few marks, so that styles of many take no longer than the others. */
const small: RecipeInput = {
  workingPx: 300,
  stipple: { dots: 1500 },
  tsp: { points: 1500 },
  flow: { spacingMm: 1.5 },
  spiral: { turnMm: 3 },
  squiggle: { rowMm: 3 },
  halftone: { cellMm: 4 },
  lowpoly: { points: 300, spacingMm: 1.5 },
}
const draw = async (raster: Raster, input: RecipeInput = {}, mask?: Plane) =>
  (await vectorize(raster, recipeSchema.parse({ ...small, ...input }), { mask })).drawing
const strokesOf = ({ layers }: Drawing) => layers.flatMap(({ strokes }) => strokes)
const ink = (drawing: Drawing) => strokesOf(drawing).reduce((sum, stroke) => sum + strokeLength(stroke), 0)

/** Ink length per square of `cellMm`, to compare drawings whose strokes need not be the same. */
function inkMap(
  drawing: Drawing,
  cellMm: number,
  turn: (x: number, y: number) => [number, number] = (x, y) => [x, y],
) {
  const cells = new Map<string, number>()
  for (const { points, closed } of strokesOf(drawing)) {
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

test('the table of styles and the recipe know the same styles', () => {
  expect(styles.map(({ name }) => name)).toEqual([...styleNames])
})

describe.each(styleNames)('%s', (style) => {
  test('draws a still life inside the margins', async () => {
    const drawing = await draw(photo, { style, page: { paper: 'a5', marginMm: 12 } })
    const { sheet } = drawing
    expect(ink(drawing)).toBeGreaterThan(300)
    for (const { points } of strokesOf(drawing)) {
      for (let i = 0; i < points.length; i += 2) {
        expect(points[i]).toBeGreaterThanOrEqual(12 - 1e-9)
        expect(points[i]).toBeLessThanOrEqual(sheet.widthMm - 12 + 1e-9)
        expect(points[i + 1]).toBeGreaterThanOrEqual(12 - 1e-9)
        expect(points[i + 1]).toBeLessThanOrEqual(sheet.heightMm - 12 + 1e-9)
      }
    }
  })

  test('draws the same twice', async () => {
    const recipe = { style, seed: 7 }
    const [first, second] = [await draw(photo, recipe), await draw(photo, recipe)]
    expect(second).toEqual(first)
  })

  test.each(nastyRasters.map(({ name, raster }) => [name, raster] as const))(
    'takes %s',
    async (_, raster) => {
      const drawing = await draw(raster, { style })
      for (const { points } of strokesOf(drawing)) {
        expect(points.length).toBeGreaterThanOrEqual(4)
        expect(points.every(Number.isFinite)).toBe(true)
      }
    },
  )

  test('draws nothing of white paper and says so', async () => {
    const white = rasterOf(drawPlane(90, 60, () => 1))
    const { drawing, warnings } = await vectorize(
      white,
      recipeSchema.parse({ ...small, style, workingPx: 200 }),
    )
    expect(strokesOf(drawing)).toHaveLength(0)
    expect(warnings).toHaveLength(1)
  })

  test('leaves the background out when a mask says what the subject is', async () => {
    const mask = drawPlane(110, 110, (x, y) => (Math.hypot(x - 40, y - 60) < 27 ? 1 : 0))
    const options = { style, isolate: { mode: 'auto' as const } }
    const masked = await draw(photo, options, mask)
    const faded = await draw(photo, { ...options, isolate: { mode: 'auto', background: 'fade' } }, mask)
    const whole = await draw(photo, options)
    const side = 180
    const scale = side / 110
    const isOutside = (x: number, y: number) =>
      Math.hypot((x - 15) / scale - 40, (y - (297 - side) / 2) / scale - 60) > 30
    const outside = (drawing: Drawing) =>
      strokesOf(drawing).flatMap(({ points }) =>
        Array.from({ length: points.length / 2 }, (_, i) =>
          isOutside(points[i * 2], points[i * 2 + 1]),
        ).filter(Boolean),
      ).length
    expect(ink(masked)).toBeGreaterThan(100)
    expect(outside(masked)).toBe(0)
    expect(outside(whole)).toBeGreaterThan(0)
    expect(ink(faded)).toBeGreaterThanOrEqual(ink(masked))
    expect(outside(faded)).toBeLessThanOrEqual(outside(whole) * 1.1)
  })

  test('reports each of its stages once, in order, from start to end', async () => {
    const recipe = recipeSchema.parse({ ...small, style, workingPx: 200 })
    const events: StageEvent[] = []
    let clock = 0
    await vectorize(photo, recipe, { onStage: (event) => events.push(event), now: () => clock++ })
    const around = new Set(['decode', 'isolate', 'write'])
    const expected = stagesOf(recipe).filter((stage) => !around.has(stage))
    expect(events.filter(({ status }) => status === 'completed').map(({ stage }) => stage)).toEqual(expected)
    expect([...new Set(events.map(({ stage }) => stage))]).toEqual(expected)
    for (const stage of expected) {
      const shares = events.filter((event) => event.stage === stage).map(({ progress }) => progress)
      expect(shares[0]).toBe(0)
      expect(shares.at(-1)).toBe(1)
      expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    }
  })

  test('stops in any stage when aborted', async () => {
    const recipe = recipeSchema.parse({ ...small, style, workingPx: 200 })
    const around = new Set(['decode', 'isolate', 'write'])
    for (const stage of stagesOf(recipe).filter((name) => !around.has(name))) {
      const abort = new AbortController()
      const seen: string[] = []
      const run = vectorize(photo, recipe, {
        signal: abort.signal,
        onStage: (event) => {
          seen.push(event.stage)
          if (event.stage === stage) abort.abort(new Error(`stopped in ${stage}`))
        },
      })
      await expect(run).rejects.toThrow(`stopped in ${stage}`)
      expect(seen.at(-1)).toBe(stage)
    }
  })

  test.each(styles.find(({ name }) => name === style)?.presets ?? [])(
    'preset $label draws',
    async ({ recipe }) => {
      expect(ink(await draw(photo, recipe))).toBeGreaterThan(200)
      expect(recipe.style).toBe(style)
    },
  )
})

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
  expect(strokesOf(many).length).toBeGreaterThanOrEqual(strokesOf(few).length)
})

test('given parameters win over knobs', async () => {
  const long = await draw(photo, { style: 'lines', lines: { minLengthMm: 45 } })
  for (const stroke of strokesOf(long)) expect(strokeLength(stroke)).toBeGreaterThan(35)
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
