import type { Area, Layer, Pen, Stroke } from '@plotline/strokes'
import { straightCurves } from '@plotline/strokes/geometry/curves/straight-curves'
import { numberWidth, writeNumber } from '@plotline/strokes/geometry/digits'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { z } from 'zod'
import { hexOfOklab } from '../color/oklab.ts'
import type { Knobs } from '../knobs.ts'
import type { Run } from '../run.ts'
import type { Place, Scene, Style } from '../style.ts'
import { type Pole, regionPoles } from './regions/region-poles.ts'
import { borderStrokes, coarsenessOf, colorOf, countAreas, dropMask } from './regions/region-scene.ts'
import { findRegions, type RegionOptions } from './regions/regions.ts'

/** Outlines to color in. */
export const coloringSchema = z
  .strictObject({
    colors: z.number().int().min(2).max(40).default(12),
    numbers: z.boolean().default(false).describe('Numbers in the areas, and a key of colors at the foot'),
    leastMm2: z.number().min(1).max(2000).optional().describe('Smaller areas go to a neighbor'),
    numberMm: z.number().min(1).max(10).default(2.6).describe('Height of the numbers where there is room'),
  })
  .prefault({})
type Coloring = z.output<typeof coloringSchema>

export const coloring: Style<'coloring', { coloring: typeof coloringSchema }> = {
  name: 'coloring',
  label: 'Coloring page',
  sentence: 'Closed outlines to color in, with numbers and a key of colors if you like.',
  source: 'Orchard & Bouman 1991 in OKLab; numbers at the pole of inaccessibility',
  stages: ['fill'],
  parameters: { coloring: coloringSchema },
  presets: [
    { name: 'coloring-page', label: 'Coloring page', recipe: { style: 'coloring' } },
    {
      name: 'paint-by-numbers',
      label: 'Paint by numbers',
      recipe: { style: 'coloring', coloring: { numbers: true, colors: 16 }, knobs: { detail: 0.6 } },
    },
    {
      name: 'for-small-hands',
      label: 'For small hands',
      recipe: { style: 'coloring', coloring: { colors: 6 }, knobs: { detail: 0.15, smoothness: 0.8 } },
    },
  ],
  count: ({ coloring: given }, _pens, canvas) =>
    countAreas(given.colors, leastArea(given, canvas.knobs), canvas),
  draw: async (scene, { coloring: given }, pens, run) =>
    (await drawColoring(scene, given, pens, run)).flatMap(({ marks }) => strokesOf(marks)),
  drawLayers: (scene, { coloring: given }, pens, run) => drawColoring(scene, given, pens, run),
}

/** Smaller areas go to a neighbor, in mm². */
function leastArea({ leastMm2 }: Coloring, knobs: Knobs): number {
  return leastMm2 ?? 12 * coarsenessOf(knobs)
}

/** The least height in which a pen can write a number, as a multiple of its width. */
const leastNumberPens = 4

async function drawColoring(
  scene: Scene,
  given: Coloring,
  [pen]: readonly Pen[],
  run: Run,
): Promise<Layer[]> {
  return run.stage('fill', async ({ pace, progress }) => {
    const { mmPerPx } = scene.place
    const { knobs } = scene
    const options: RegionOptions = {
      colors: given.colors,
      leastPx: leastArea(given, knobs) / (mmPerPx * mmPerPx),
      // Slivers narrower than this have no room for a crayon.
      smoothPx: ((0.4 + 1.2 * knobs.smoothness) * Math.sqrt(coarsenessOf(knobs))) / mmPerPx,
      fit: { tolerance: Math.max(0.6, (0.1 + 0.2 * knobs.smoothness) / mmPerPx), calmings: 4 },
    }
    const image = await colorOf(scene, pace)
    const regions = await findRegions(image, dropMask(scene), options, pace, progress)
    // One area is no page to color.
    if (regions.borders.length <= 4) return [{ pen, marks: [] }]
    if (!given.numbers) return [{ pen, marks: borderStrokes(regions.borders, undefined, scene.place) }]
    const poles = await regionPoles(regions, image.width, image.height, pace)
    const used = [...new Set(poles.map(({ label }) => label))].sort((a, b) => a - b)
    const sheet = sheetAround(scene.place, image)
    const key = keyOf(used, regions.palette, sheet)
    const place = shrunk(scene.place, image, sheet, key.heightMm)
    const strokes = [
      ...borderStrokes(regions.borders, undefined, place),
      ...poles.flatMap((pole) =>
        numberIn(pole, used.indexOf(pole.label) + 1, place, given.numberMm, pen.widthMm),
      ),
      ...key.strokes,
    ]
    return [
      { pen: { ...pen, name: 'Key' }, marks: key.swatches },
      { pen, marks: strokes },
    ]
  })
}

/** A number in the roundest place of its area, as large as fits and is wanted; none where no pen could write it. */
function numberIn(pole: Pole, value: number, place: Place, wantedMm: number, penMm: number): Stroke[] {
  const room = pole.radius * place.mmPerPx - penMm
  const width = numberWidth(String(value).length)
  const heightMm = Math.min(wantedMm, (1.9 * room) / Math.sqrt(1 + width * width))
  if (heightMm < leastNumberPens * penMm) return []
  return writeNumber(value, pole.x * place.mmPerPx + place.xMm, pole.y * place.mmPerPx + place.yMm, heightMm)
}

/** The part of the sheet inside its margins: the picture fills it one way and is centered the other. */
type Room = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function sheetAround(
  { mmPerPx, xMm, yMm }: Place,
  { width, height }: { width: number; height: number },
): Room {
  const margin = Math.min(xMm, yMm)
  return {
    left: margin,
    top: margin,
    right: 2 * xMm + width * mmPerPx - margin,
    bottom: 2 * yMm + height * mmPerPx - margin,
  }
}

/** The picture above the key, as large as both leave room for. */
function shrunk(place: Place, image: { width: number; height: number }, area: Room, keyMm: number): Place {
  const roomMm = area.bottom - area.top - keyMm
  const mmPerPx = Math.min(place.mmPerPx, roomMm / image.height)
  return {
    mmPerPx,
    xMm: (area.left + area.right - image.width * mmPerPx) / 2,
    yMm: area.top + (roomMm - image.height * mmPerPx) / 2,
  }
}

const cell = { widthMm: 19, heightMm: 9, boxMm: 9, boxHeightMm: 6, numberMm: 3.2 }

/** Rows of boxes in the colors, with their numbers beside them, at the foot of the area. */
function keyOf(labels: readonly number[], palette: Float32Array, { left, right, bottom }: Room) {
  const perRow = Math.max(1, Math.floor((right - left) / cell.widthMm))
  const rows = Math.ceil(labels.length / perRow)
  const heightMm = rows * cell.heightMm + 3
  const widthMm = Math.min(labels.length, perRow) * cell.widthMm
  const strokes: Stroke[] = []
  const swatches: Area[] = []
  labels.forEach((label, index) => {
    const x = (left + right - widthMm) / 2 + (index % perRow) * cell.widthMm
    const y =
      bottom - (rows - Math.floor(index / perRow)) * cell.heightMm + (cell.heightMm - cell.boxHeightMm) / 2
    const box = [x, y, x + cell.boxMm, y, x + cell.boxMm, y + cell.boxHeightMm, x, y + cell.boxHeightMm]
    strokes.push({ points: Float64Array.from(box), closed: true })
    const middle = x + cell.boxMm + (cell.widthMm - cell.boxMm) / 2 - 1
    strokes.push(...writeNumber(index + 1, middle, y + cell.boxHeightMm / 2, cell.numberMm))
    swatches.push({
      color: hexOfOklab(palette[label * 3], palette[label * 3 + 1], palette[label * 3 + 2]),
      contours: [Float64Array.from(straightCurves(box, true))],
    })
  })
  return { heightMm, strokes, swatches }
}
