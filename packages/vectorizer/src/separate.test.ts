import type { Raster } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { expect, test } from 'vitest'
import { pensOf, separateByPens, separateForPrint } from './color/separate.ts'
import { recipeSchema } from './recipe.ts'
import type { StageEvent } from './types.ts'
import { vectorize } from './vectorize.ts'

/** Fields of flat color side by side. */
function fields(colors: readonly string[], side = 40): Raster {
  const width = side * colors.length
  const data = new Uint8ClampedArray(width * side * 4).fill(255)
  for (let i = 0; i < width * side; i++) {
    const code = Number.parseInt(colors[Math.floor((i % width) / side)].slice(1), 16)
    data.set([code >> 16, (code >> 8) & 255, code & 255], i * 4)
  }
  return { width, height: side, data }
}

const pens = [
  { name: 'black', color: '#101010', widthMm: 0.4 },
  { name: 'red', color: '#d02010', widthMm: 0.4 },
  { name: 'blue', color: '#1030c0', widthMm: 0.4 },
]

test('each field goes to the pen of its color, and paper to none; light pens come first', async () => {
  const plates = await separateByPens(fields(['#ffffff', '#d02010', '#1030c0', '#101010']), pens, '#ffffff')
  expect(plates.map(({ pen }) => pen.name)).toEqual(['red', 'blue', 'black'])
  const shadeIn = (plate: number, field: number) => plates[plate].shade.data[field * 40 + 20]
  ;[0, 1, 2].forEach((plate) => {
    expect(shadeIn(plate, 0)).toBeGreaterThan(0.95)
    ;[1, 2, 3].forEach((field) => {
      if (field === plate + 1) expect(shadeIn(plate, field)).toBeLessThan(0.3)
      else expect(shadeIn(plate, field)).toBeGreaterThan(0.75)
    })
  })
})

test('grey goes to black ink, a pure color to its own', async () => {
  const plates = await separateForPrint(fields(['#808080', '#00ffff', '#ff00ff', '#ffff00', '#000000']), 0.3)
  expect(plates.map(({ pen }) => pen.name)).toEqual(['Yellow', 'Cyan', 'Magenta', 'Black'])
  const shade = (name: string, field: number) =>
    plates.find(({ pen }) => pen.name === name)?.shade.data[field * 40 + 20] ?? Number.NaN
  expect(shade('Cyan', 1)).toBeLessThan(0.1)
  expect(shade('Magenta', 1)).toBeGreaterThan(0.95)
  expect(shade('Yellow', 3)).toBeLessThan(0.1)
  expect(shade('Black', 4)).toBeLessThan(0.35)
  expect(shade('Black', 0)).toBeLessThan(shade('Cyan', 0))
})

test('pens found in an image have its colors, without that of the paper', async () => {
  const found = await pensOf(fields(['#ffffff', '#d02010', '#1030c0']), 3, '#ffffff', 0.3)
  expect(found).toHaveLength(2)
  expect(found.every(({ widthMm }) => widthMm === 0.3)).toBe(true)
})

test('draws a layer per pen, and reports each stage once', async () => {
  const events: StageEvent[] = []
  const recipe = recipeSchema.parse({
    style: 'hatch',
    pens,
    separation: { mode: 'pens' },
    page: { paper: 'a6' },
    workingPx: 200,
  })
  const image = fields(['#ffffff', '#d02010', '#1030c0', '#101010'])
  const { drawing } = await vectorize(image, recipe, { onStage: (event) => events.push(event) })
  expect(drawing.layers.map(({ pen }) => pen.name)).toEqual(['red', 'blue', 'black'])
  for (const { marks } of drawing.layers) expect(strokesOf(marks).length).toBeGreaterThan(5)
  expect(events.filter(({ stage, status }) => stage === 'fill' && status === 'completed')).toHaveLength(1)
  const shares = events.filter(({ stage }) => stage === 'fill').map(({ progress }) => progress)
  expect([...shares].sort((a, b) => a - b)).toEqual(shares)
  const angles = drawing.layers.map(({ marks }) => {
    const [{ points }] = strokesOf(marks)
    return Math.atan2(points[3] - points[1], points[2] - points[0])
  })
  expect(Math.abs(Math.sin(angles[0] - angles[1]))).toBeGreaterThan(0.1)
})

test('a style of lines is drawn with the first pen alone', async () => {
  const recipe = recipeSchema.parse({ style: 'lines', pens, separation: { mode: 'cmyk' }, workingPx: 200 })
  const { drawing } = await vectorize(fields(['#ffffff', '#d02010']), recipe)
  expect(drawing.layers.map(({ pen }) => pen.name)).toEqual(['black'])
})
