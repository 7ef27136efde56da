import type { Area, Layer, Pen, Raster } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { z } from 'zod'
import { hexOfOklab, oklabOfHex } from '../color/oklab.ts'
import type { Knobs } from '../knobs.ts'
import type { Run } from '../run.ts'
import type { Place, Scene, Style } from '../style.ts'
import { type Coat, paintCutout, paintStacked } from './regions/paint.ts'
import { borderStrokes, coarsenessOf, colorOf, countAreas, dropMask } from './regions/region-scene.ts'
import { findRegions, type RegionOptions } from './regions/regions.ts'

/** Filled areas of few colors. */
export const fillSchema = z
  .strictObject({
    colors: z.number().int().min(2).max(64).default(16),
    inks: z
      .enum(['color', 'gray', 'black'])
      .default('color')
      .describe('Color, shades of gray, or black alone'),
    arrangement: z
      .enum(['stacked', 'cutout'])
      .default('stacked')
      .describe('Areas that reach under each other, or side by side as for cutting'),
    leastMm2: z.number().min(0).max(1000).optional().describe('Smaller areas go to a neighbor'),
    leavePaper: z.boolean().default(true).describe('What has the color of the paper is not painted'),
  })
  .prefault({})
type Fill = z.output<typeof fillSchema>

export const fill: Style<'fill', { fill: typeof fillSchema }> = {
  name: 'fill',
  label: 'Fill',
  sentence: 'The picture in few flat colors, as smooth areas without a gap between them.',
  source: 'Orchard & Bouman 1991 in OKLab; shared borders fitted once after Schneider 1990',
  stages: ['fill'],
  parameters: { fill: fillSchema },
  presets: [
    { name: 'poster', label: 'Poster', recipe: { style: 'fill', fill: { colors: 8 } } },
    {
      name: 'cut-paper',
      label: 'Cut paper',
      recipe: {
        style: 'fill',
        fill: { colors: 6, arrangement: 'cutout' },
        knobs: { detail: 0.3, smoothness: 0.75 },
      },
    },
    { name: 'black-and-white', label: 'Black and white', recipe: { style: 'fill', fill: { inks: 'black' } } },
  ],
  count: ({ fill: given }, _pens, canvas) => countAreas(given.colors, leastArea(given, canvas.knobs), canvas),
  draw: async (scene, { fill: given }, pens, run) =>
    (await drawFill(scene, given, pens, run)).flatMap(({ marks }) => strokesOf(marks)),
  drawLayers: (scene, { fill: given }, pens, run) => drawFill(scene, given, pens, run),
}

async function drawFill(scene: Scene, given: Fill, [pen]: readonly Pen[], run: Run): Promise<Layer[]> {
  return run.stage('fill', async ({ pace, progress }) => {
    const { inks, arrangement } = given
    const image = inks === 'color' ? await colorOf(scene, pace) : grayOf(scene)
    const options = pickRegionOptions(scene, given)
    const ground = groundOf(given, scene.paperColor)
    const regions = await findRegions(
      image,
      dropMask(scene),
      { ...options, ground, goesThrough: arrangement === 'stacked' },
      pace,
      progress,
    )
    const { palette, borders, contours, order } = regions
    const coats =
      arrangement === 'cutout'
        ? paintCutout(borders, contours)
        : await paintStacked(borders, contours, order, pace)
    const paintOf = (label: number) =>
      inks === 'black'
        ? pen.color
        : hexOfOklab(palette[label * 3], palette[label * 3 + 1], palette[label * 3 + 2])
    const strokes = borderStrokes(borders, image, scene.place)
    if (coats.length === 0) return [{ pen, marks: strokes }]
    const areas = coats.map((coat) => areaOf(coat, paintOf(coat.label), scene.place))
    return [{ pen, marks: [...areas, ...strokes.map((stroke) => ({ ...stroke, isBorder: true }))] }]
  })
}

/** What the knobs make of regions; lengths on paper become pixels. */
function pickRegionOptions({ place: { mmPerPx }, knobs }: Scene, given: Fill): RegionOptions {
  const tolerance = (0.04 + 0.1 * knobs.smoothness) / mmPerPx
  const isBlack = given.inks === 'black'
  return {
    colors: isBlack ? 2 : given.colors,
    leastPx: leastArea(given, knobs) / (mmPerPx * mmPerPx),
    smoothPx: ((0.05 + 0.35 * knobs.smoothness) * Math.sqrt(coarsenessOf(knobs))) / mmPerPx,
    // Beside another tone a border may be calm; black on white shows whatever it leaves out.
    fit: isBlack
      ? { tolerance: Math.max(0.54, tolerance), calmings: 1 }
      : { tolerance: Math.max(0.55, tolerance), calmings: 3 },
  }
}

/** Smaller areas go to a neighbor, in mm². */
function leastArea({ leastMm2 }: Fill, knobs: Knobs): number {
  return leastMm2 ?? 1.2 * coarsenessOf(knobs)
}

/** What of the palette is paper: with black ink the lighter color, else what looks like the paper. */
function groundOf({ inks, leavePaper }: Fill, paperColor: string): RegionOptions['ground'] {
  if (inks === 'black') return 'lightest'
  return leavePaper ? { color: oklabOfHex(paperColor), distance: 0.035 } : undefined
}

/** Perceptual grey of what there is to shade. */
function grayOf({ shade: { width, height, data } }: Scene): Raster {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let i = 0; i < data.length; i++) pixels.fill(Math.round(data[i] * 255), i * 4, i * 4 + 3)
  return { width, height, data: pixels }
}

function areaOf({ contours }: Coat, color: string, { mmPerPx, xMm, yMm }: Place): Area {
  return {
    color,
    contours: contours.map((contour) => {
      const placed = new Float64Array(contour.length)
      for (let i = 0; i < contour.length; i += 2) {
        placed[i] = contour[i] * mmPerPx + xMm
        placed[i + 1] = contour[i + 1] * mmPerPx + yMm
      }
      return placed
    }),
  }
}
