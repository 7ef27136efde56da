import {
  type Device,
  type Drawing,
  drawnBox,
  findDevice,
  type Layer,
  noPlanSteps,
  penRuns,
  type Raster,
  renderDrawing,
  showsAreas,
  strokeLength,
  writeDrawing,
} from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { type RecipeInput, recipeSchema, styleNames, vectorize } from '@plotline/vectorizer'
import { describe, expect, it } from 'vitest'
import {
  readDxfMm,
  readGcodeInk,
  readHpglInk,
  readPdfInk,
  readPngRows,
  readSvgInk,
} from '../../../testing/read-ink.ts'
import { packDrawing, type ViewDrawing } from '../sheet/view-drawing.ts'
import { layersByPen, type PenPlan } from './pens/pens.ts'
import { planDrawing } from './plan-drawing.ts'
import type { PlotSetup } from './plot-messages.ts'

/** Every file that the page can make, held to what the page shows: for every style, however separated, with pens changed. */

const gcode = findDevice('grbl-servo')
const hpgl = findDevice('hp-7475a')

/** Disks of three inks on a ground that darkens, so that every plate and every style has something to draw. */
const picture: Raster = (() => {
  const [width, height] = [120, 90]
  const data = new Uint8ClampedArray(width * height * 4)
  const disks = [
    { x: 35, y: 40, r: 26, color: [200, 40, 40] },
    { x: 70, y: 50, r: 24, color: [40, 70, 190] },
    { x: 92, y: 28, r: 16, color: [30, 30, 30] },
  ]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ground = 245 - x * 0.6
      const disk = disks.findLast((one) => Math.hypot(x - one.x, y - one.y) < one.r)
      const [r = 0, g = 0, b = 0] = disk?.color ?? [ground, ground, ground * 0.9]
      data.set([r, g, b, 255], (y * width + x) * 4)
    }
  }
  return { width, height, data }
})()

const few: RecipeInput = {
  workingPx: 120,
  page: { paper: 'a6' },
  stipple: { dots: 800 },
  tsp: { points: 800 },
  flow: { spacingMm: 1.5 },
  spiral: { turnMm: 3 },
  squiggle: { rowMm: 3 },
  halftone: { cellMm: 4 },
  lowpoly: { points: 200, spacingMm: 1.5 },
  coloring: { numbers: true },
  // Wide, so that dots are filled by few turns.
  pens: [{ name: 'Black', color: '#111111', widthMm: 0.8 }],
}
const inks = [
  { name: 'Black', color: '#111111', widthMm: 0.8 },
  { name: 'Red', color: '#cc2222', widthMm: 0.9 },
  { name: 'Blue', color: '#2244bb', widthMm: 0.7 },
]
const separations: { readonly [name: string]: RecipeInput } = {
  none: {},
  kmeans: { separation: { mode: 'kmeans', colors: 3 } },
  pens: { separation: { mode: 'pens' }, pens: inks },
  cmyk: { separation: { mode: 'cmyk' } },
}

/** What people do with pens, of a drawing with `count` layers. */
const changes: { readonly [name: string]: (count: number) => PenPlan } = {
  'as ordered': (count) => planOf(count),
  'all with the first pen': (count) =>
    planOf(count, { drawnWith: Object.fromEntries(numbers(count).map((layer) => [layer, 0])) }),
  'the last with the first, wider': (count) =>
    planOf(count, { drawnWith: { [count - 1]: 0 }, widthsMm: { 0: 1.1 } }),
  'the other way around, without the last': (count) =>
    planOf(count, { layers: numbers(count).reverse(), omitted: count > 1 ? [count - 1] : [] }),
}
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
function planOf(count: number, change: Partial<PenPlan> = {}): PenPlan {
  return { layers: numbers(count), omitted: [], drawnWith: {}, widthsMm: {}, ...change }
}

async function setUp(opened: Drawing, pens: PenPlan, steps: Partial<PlotSetup['steps']>, device: Device) {
  const { minX, minY, maxX } = drawnBox(opened)
  const setup: PlotSetup = {
    arrangement: { sheet: opened.sheet, turnDeg: 0, widthMm: maxX - minX, xMm: minX, yMm: minY },
    pens,
    hidesCovered: false,
    steps: { ...noPlanSteps, sort: 'as-drawn', ...steps },
    fromPercent: 0,
  }
  const { drawing } = await planDrawing(opened, setup, device)
  return drawing
}

/** What is on the screen: the length of the lines of a view, and of those in whose place a file may fill areas. */
function shownMm({ layers }: ViewDrawing, onlyLines = false): number {
  let mm = 0
  for (const { points, starts, closed, regions } of layers) {
    if (onlyLines && regions.length > 0) continue
    for (let i = 0; i < closed.length; i++) {
      const own = points.subarray(starts[i], starts[i + 1])
      mm += strokeLength({ points: Float64Array.from(own), closed: closed[i] === 1 })
    }
  }
  return mm
}

const shownAreas = ({ layers }: ViewDrawing) => layers.reduce((sum, { regions }) => sum + regions.length, 0)

/** Nothing joined: each layer by itself with the pen that it is to be drawn with. */
function apart(opened: Drawing, plan: PenPlan): Layer[] {
  return layersByPen(plan).flatMap(({ pen, layers }) =>
    layers.flatMap((layer) => {
      const own = opened.layers[layer]
      const tool = opened.layers[pen]?.pen
      return own && tool ? [{ ...own, pen: { ...tool, widthMm: plan.widthsMm[pen] ?? tool.widthMm } }] : []
    }),
  )
}

/** The strokes of one pen in one layer, since they don't darken where they cross. */
function linesTogether(layers: readonly Layer[]): Layer[] {
  return penRuns(layers).flatMap((run) => {
    const [first] = run
    if (!first || run.some(showsAreas)) return run
    return [{ pen: first.pen, marks: run.flatMap(({ marks }) => strokesOf(marks)) }]
  })
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
/** Coordinates are rounded: to micrometres in most files, to 1/40 mm in HP-GL. */
const slackMm = (mm: number, share = 0.002) => share * mm + 0.5

describe.each(styleNames)('%s', (style) => {
  it.each(Object.keys(separations))('separated by %s', async (separation) => {
    const recipe = recipeSchema.parse({ ...few, ...separations[separation], style, ...detectorOf(style) })
    const { drawing: opened } = await vectorize(picture, recipe)
    expect(opened.layers.some((layer) => strokesOf(layer.marks).length > 0 || showsAreas(layer))).toBe(true)
    for (const [change, plan] of Object.entries(changes)) {
      const pens = plan(opened.layers.length)
      const planned = await setUp(opened, pens, {}, gcode)
      const shown = packDrawing(planned)
      const mm = shownMm(shown)
      const lines = shownMm(shown, true)
      const because = `${style}, ${separation}, ${change}`

      const wanted = apart(opened, pens)
      const wantedMm = shownMm(packDrawing({ ...opened, layers: wanted }))
      expect(mm, because).toBeCloseTo(wantedMm, 3)
      expect(shownAreas(shown), because).toBe(shownAreas(packDrawing({ ...opened, layers: wanted })))

      const svg = readSvgInk(text(writeDrawing(planned, 'svg').bytes))
      expect(Math.abs(svg.mm - lines), `${because}, SVG`).toBeLessThan(slackMm(lines))
      expect(svg.areas, `${because}, SVG`).toBe(shownAreas(shown))
      const borders = readSvgInk(text(writeDrawing(planned, 'svg', { areas: 'borders' }).bytes))
      expect(Math.abs(borders.mm - mm), `${because}, SVG of borders`).toBeLessThan(slackMm(mm))

      const pdf = readPdfInk(writeDrawing(planned, 'pdf').bytes)
      expect(Math.abs(pdf.mm - lines), `${because}, PDF`).toBeLessThan(slackMm(lines))
      expect(pdf.areas, `${because}, PDF`).toBe(shownAreas(shown))

      const png = readPngRows(writeDrawing(planned, 'png', { pxPerMm: 2 }).bytes)
      const painted = renderDrawing({ ...opened, layers: linesTogether(wanted) }, { pxPerMm: 2 })
      expect(meanDifference(png, painted), `${because}, PNG`).toBeLessThan(1.5)

      expect(
        Math.abs(readDxfMm(text(writeDrawing(planned, 'dxf').bytes)) - mm),
        `${because}, DXF`,
      ).toBeLessThan(slackMm(mm))
      if (mm === 0) continue
      const drawn = layersByPen(pens).filter(({ layers }) =>
        layers.some((layer) => (strokesOf(opened.layers[layer]?.marks ?? []).length ?? 0) > 0),
      )
      const program = readGcodeInk(text(writeDrawing(planned, 'gcode', { device: gcode }).bytes))
      expect(Math.abs(program.mm - mm), `${because}, G-code`).toBeLessThan(slackMm(mm))
      expect(program.changes, `${because}, G-code`).toBe(drawn.length - 1)
      const plotted = readHpglInk(text(writeDrawing(planned, 'hpgl', { device: hpgl }).bytes))
      expect(Math.abs(plotted.mm - mm), `${because}, HPGL`).toBeLessThan(slackMm(mm, 0.03))
      expect(plotted.changes, `${because}, HPGL`).toBe(drawn.length - 1)
    }
  })
})

describe('areas and lines that share a pen', () => {
  const square = Float64Array.of(
    20,
    20,
    20,
    20,
    40,
    20,
    40,
    20,
    40,
    20,
    40,
    40,
    40,
    40,
    40,
    40,
    20,
    20,
    20,
    20,
  )
  const pen = (name: string) => ({ name, color: '#222222', widthMm: 0.3 })
  const line = (y: number) => ({ points: Float64Array.of(10, y, 90, y), closed: false })
  const opened: Drawing = {
    sheet: { widthMm: 105, heightMm: 148, marginMm: 5, paperColor: '#ffffff' },
    layers: [
      { pen: pen('Lines'), marks: [line(50), line(60)] },
      {
        pen: pen('Areas'),
        marks: [
          { color: '#ff0000', contours: [square] },
          { ...line(30), isBorder: true },
        ],
      },
      { pen: pen('Key'), marks: [{ color: '#00ff00', contours: [square] }] },
      { pen: pen('More lines'), marks: [line(70)] },
    ],
    meta: { style: 'fill', seed: 1 },
  }
  const shared = planOf(4, { drawnWith: { 0: 0, 1: 0, 2: 0, 3: 0 } })

  it('keep all that they show, and the machine stops for nothing', async () => {
    const planned = await setUp(opened, shared, { order: 'fast', sort: 'travel' }, gcode)
    const svg = readSvgInk(text(writeDrawing(planned, 'svg').bytes))
    expect(svg).toEqual({ mm: 240, areas: 2 })
    expect(readPdfInk(writeDrawing(planned, 'pdf').bytes)).toEqual({ mm: 240, areas: 2 })
    expect(readGcodeInk(text(writeDrawing(planned, 'gcode', { device: gcode }).bytes))).toEqual({
      mm: 320,
      changes: 0,
    })
    expect(new Set(planned.layers.map((layer) => layer.pen.name))).toEqual(new Set(['Lines']))
  })
})

describe('tones of plates that share a pen', () => {
  it('stay with their strokes where the power follows them', async () => {
    const recipe = recipeSchema.parse({ ...few, style: 'hatch', separation: { mode: 'cmyk' } })
    const { drawing: opened } = await vectorize(picture, recipe)
    const count = opened.layers.length
    const one = planOf(count, { drawnWith: Object.fromEntries(numbers(count).map((layer) => [layer, 0])) })
    const laser = findDevice('grbl-laser')
    const onLaser = await setUp(opened, one, {}, laser)
    const tonesIn = ({ layers }: Drawing) =>
      new Set(layers.flatMap(({ marks }) => strokesOf(marks).map(({ tones }) => tones)))
    expect(onLaser.layers).toHaveLength(1)
    expect(tonesIn(onLaser)).toEqual(tonesIn(opened))
    const program = text(writeDrawing(onLaser, 'gcode', { device: laser }).bytes)
    expect(new Set(program.match(/\bS\d+/g)).size).toBeGreaterThan(8)
    expect(program.match(/^M0$/gm)).toBeNull()
  })
})

/** There is no network that finds edges here: that detector has tests of its own. */
function detectorOf(style: string): RecipeInput {
  return style === 'lines' || style === 'sketch' ? { lines: { detector: 'canny' } } : {}
}

function meanDifference(rows: Uint8Array, { width, height, data }: Raster): number {
  let sum = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        sum += Math.abs(
          (rows[y * (width * 3 + 1) + 1 + x * 3 + c] ?? 0) - (data[(y * width + x) * 4 + c] ?? 0),
        )
      }
    }
  }
  return sum / (width * height * 3)
}
