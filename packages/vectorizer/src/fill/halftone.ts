import type { Pen, Plane, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { z } from 'zod'
import { asUsual, type Canvas, type Marks, shading, usualInk } from '../cost-marks.ts'
import type { Knobs } from '../knobs.ts'
import { gaussian } from '../raster/gaussian.ts'
import type { InkRange, Scene, Style } from '../style.ts'
import { countDotted, dotStroke, smallestDot } from './dots/dots.ts'
import { turnAngles } from './hatch.ts'
import { scanLines } from './lines/scanlines.ts'
import { wantedInk } from './wanted-ink.ts'

/** A screen of dots or lines, as in print. */
export const halftoneSchema = z
  .strictObject({
    kind: z.enum(['dots', 'lines']).default('dots'),
    cellMm: z.number().min(0.3).max(50).optional().describe('Distance of dots or lines'),
    angleDeg: z.number().min(-180).max(180).optional(),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})
type Halftone = z.output<typeof halftoneSchema>

/** Where dots of a square grid touch, with some paper left between them. */
const mostOfDots = 0.74
const mostOfLines = 0.88
/** Passes of the pen that make a line wider lie this share of its width apart. */
const overlap = 0.85

export const halftone: Style<'halftone', { halftone: typeof halftoneSchema }> = {
  name: 'halftone',
  label: 'Halftone',
  sentence: 'A regular screen of dots or lines that swell with the dark, as in old print.',
  source: 'Ives’ and Meisenbach’s halftone screens of the 1880s, in pen strokes',
  stages: ['fill'],
  parameters: { halftone: halftoneSchema },
  isDotted: true,
  presets: [
    { name: 'newspaper', label: 'Newspaper', recipe: { style: 'halftone' } },
    { name: 'banknote', label: 'Banknote lines', recipe: { style: 'halftone', halftone: { kind: 'lines' } } },
    { name: 'pop-art', label: 'Pop art', recipe: { style: 'halftone', knobs: { density: 0.15 } } },
  ],
  turned: ({ halftone: given }, turnDeg) => {
    const [angleDeg] = turnAngles([screenAngle(given)], turnDeg)
    return { halftone: { ...given, angleDeg } }
  },
  ink: ({ halftone: given }) => inkRange(given),
  count: ({ halftone: given }, pens, canvas) => countScreen(given, pens, canvas),
  draw: (scene, { halftone: given }, pens, run) =>
    run.stage('fill', async ({ pace, progress }) => {
      const ink = await wantedInk(scene, pens, inkRange(given), pace)
      progress(0.2)
      if (given.kind === 'lines') return swellingLines(ink, scene, given, pens, pace, progress)
      return swellingDots(ink, scene, given, pens, pace, progress)
    }),
}

function countScreen(given: Halftone, pens: readonly Pen[], canvas: Canvas): Marks {
  const { areaMm2, knobs } = canvas
  if (given.kind === 'dots')
    return countDotted(pens, areaMm2 / cellMm(given, pens, knobs) ** 2, areaMm2 * usualInk)
  const usual = blackLines({ ...given, cellMm: undefined }, pens, asUsual(knobs))
  return shading(canvas, pens, blackLines(given, pens, knobs), usual)
}

function inkRange(given: Halftone): InkRange {
  return { most: given.kind === 'dots' ? mostOfDots : mostOfLines, threshold: given.threshold ?? 0.95 }
}

/** Dots stand on their corner, where a screen is seen least; lines lie nearly flat. */
function screenAngle(given: Halftone): number {
  return given.angleDeg ?? (given.kind === 'dots' ? 45 : 20)
}

/** Dots need room for a dozen sizes, lines for a few passes of the pen. */
function cellMm(given: Halftone, [pen]: readonly Pen[], knobs: Knobs): number {
  const widths = given.kind === 'dots' ? 6 : 5
  return given.cellMm ?? Math.max(0.9, pen.widthMm * widths) * 2.2 ** (1 - 2 * knobs.density)
}

async function swellingDots(
  ink: Plane,
  { place: { mmPerPx, xMm, yMm }, knobs }: Scene,
  given: Halftone,
  pens: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const cell = cellMm(given, pens, knobs)
  // A dot stands for all of its cell.
  const mean = await gaussian(ink, (0.3 * cell) / mmPerPx, pace)
  const penMm = pens[0].widthMm
  const least = smallestDot(penMm)
  const angle = (screenAngle(given) * Math.PI) / 180
  const [ux, uy] = [Math.cos(angle) * cell, -Math.sin(angle) * cell]
  const width = ink.width * mmPerPx
  const height = ink.height * mmPerPx
  const reach = Math.ceil(Math.sqrt(width * width + height * height) / 2 / cell)
  const strokes: Stroke[] = []
  for (let row = -reach; row <= reach; row++) {
    // What a dot cannot show, being too small, the next ones of its row make up for.
    let owed = 0
    for (let column = -reach; column <= reach; column++) {
      const x = width / 2 + column * ux - row * uy
      const y = height / 2 + column * uy + row * ux
      if (x < 0 || y < 0 || x > width || y > height) continue
      const area = samplePlane(mean, x / mmPerPx, y / mmPerPx) * cell * cell
      const wanted = area < 0.002 ? 0 : area + owed
      const diameter = 2 * Math.sqrt(wanted / Math.PI)
      if (diameter < least * 0.9) {
        owed = area < 0.002 ? 0 : wanted
        continue
      }
      owed = 0
      strokes.push(dotStroke(x + xMm, y + yMm, Math.max(diameter, least), penMm, angle))
    }
    progress(0.2 + (0.8 * (row + reach + 1)) / (2 * reach + 1))
    await pace(reach * 400)
  }
  return strokes
}

/** How much line lies at most on a mm² of black paper in a screen of lines, in mm: one to a cell however wide the pen. */
function blackLines(given: Halftone, pens: readonly Pen[], knobs: Knobs): number {
  return 1 / Math.min(cellMm(given, pens, knobs), pens[0].widthMm * overlap)
}

/** Bundles of lines: those beside the middle one are drawn where the ink asks for a line that wide. */
function swellingLines(
  ink: Plane,
  { place, knobs }: Scene,
  given: Halftone,
  pens: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const penMm = pens[0].widthMm
  const cell = cellMm(given, pens, knobs)
  const perCell = Math.max(1, Math.floor(cell / (penMm * overlap)))
  const spacingMm = cell / perCell
  const set = {
    angleDeg: screenAngle(given),
    spacingMm,
    thresholdOf: (line: number) => {
      const pass = passOf(((line % perCell) + perCell) % perCell, perCell)
      const before = pass === 0 ? 0 : penMm + (pass - 1) * spacingMm
      const after = Math.min(cell, penMm + pass * spacingMm)
      return (before + after) / 2 / cell
    },
    strideOf: () => perCell,
  }
  progress(0.5)
  const limits = { minRunMm: penMm * 3, minGapMm: penMm * 1.5, loneRunMm: penMm * 6 }
  return scanLines(ink, place, set, limits, pace)
}

/** The order in which lines of a bundle come: the middle one, then one side and the other by turns. */
function passOf(line: number, perCell: number): number {
  const aside = line - (perCell >> 1)
  return aside < 0 ? -2 * aside - 1 : 2 * aside
}
