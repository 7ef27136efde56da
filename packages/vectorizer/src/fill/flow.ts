import type { Pen, Plane, Stroke } from '@plotline/strokes'
import { ascending } from '@plotline/strokes/geometry/ascending'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { z } from 'zod'
import { asUsual, inkLength, ofLength, runMm } from '../cost-marks.ts'
import { type FlowField, flowField } from '../edges/flow.ts'
import type { Knobs } from '../knobs.ts'
import { resizePlane } from '../raster/resize.ts'
import type { InkRange, Scene, Style } from '../style.ts'
import { streamlines } from './lines/streamlines.ts'
import { wantedInk } from './wanted-ink.ts'

/** Streamlines along the image's own direction. */
export const flowSchema = z
  .strictObject({
    spacingMm: z.number().min(0.1).max(20).optional().describe('Distance of the densest lines'),
    scaleMm: z
      .number()
      .min(0.2)
      .max(50)
      .optional()
      .describe('How far around a place its direction is taken from'),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})
type Flow = z.output<typeof flowSchema>

/** Longest side of the field of directions: it is smooth, so a coarse one does. */
const fieldPx = 500
/** Steps along a line, in pixels: shorter ones would show nothing more of the image. */
const stepPx = 0.7
/** And as a share of the distance of the densest lines: longer ones would step over another line. */
const longestStep = 0.9
/** A line ends this near to another one, as a share of the wanted distance. */
const tolerance = 0.55
/** Lines kept at a distance of 1 from each other, ended at `tolerance`, lie this far apart in the mean. */
const meanGap = 1
/** Lines farther apart than this are no tone. */
const widestMm = 9

export const flow: Style<'flow', { flow: typeof flowSchema }> = {
  name: 'flow',
  label: 'Flow',
  sentence: 'Lines that follow the forms of the picture, closer together where it is dark.',
  source: 'Jobard & Lefer 1997, along the structure tensor of Kyprianidis & Kang 2011',
  stages: ['edges', 'fill'],
  parameters: { flow: flowSchema },
  presets: [
    { name: 'flow-lines', label: 'Flow lines', recipe: { style: 'flow' } },
    {
      name: 'broad-flow',
      label: 'Broad flow',
      recipe: { style: 'flow', knobs: { density: 0.3, smoothness: 0.8 } },
    },
    {
      name: 'fine-flow',
      label: 'Fine flow',
      recipe: { style: 'flow', knobs: { density: 0.75, smoothness: 0.3 } },
    },
  ],
  ink: ({ flow: given }, pens, knobs) => inkRange(given, pens, knobs),
  count({ flow: given }, pens, canvas) {
    const blackMm = inkRange(given, pens, canvas.knobs).most / pens[0].widthMm
    const usual = { ...given, spacingMm: undefined }
    const usualMm = inkRange(usual, pens, asUsual(canvas.knobs)).most / pens[0].widthMm
    return ofLength(inkLength(canvas, pens, blackMm, usualMm), runMm(canvas), 0.5)
  },
  async draw(scene, { flow: given }, pens, run) {
    const field = await run.stage('edges', ({ pace }) => directions(scene, given, pace))
    return run.stage('fill', ({ pace, progress }) => fillAlong(field, scene, given, pens, pace, progress))
  },
}

/** The ink of its lines at their densest; they keep apart, so it is their length as well. */
function inkRange(given: Flow, pens: readonly Pen[], knobs: Knobs): InkRange {
  const most = Math.min(0.92, pens[0].widthMm / (leastSpacing(given, pens, knobs) * meanGap))
  return { most, threshold: given.threshold ?? 0.93 }
}

function leastSpacing(given: Flow, [pen]: readonly Pen[], knobs: Knobs): number {
  return given.spacingMm ?? pen.widthMm * 1.35 * 2.4 ** (1 - 2 * knobs.density)
}

async function directions({ light, place, knobs }: Scene, given: Flow, pace: Pace): Promise<FlowField> {
  const scale = Math.min(1, fieldPx / Math.max(light.width, light.height))
  const width = Math.max(1, Math.round(light.width * scale))
  const small = await resizePlane(light, width, Math.max(1, Math.round(light.height * scale)), pace)
  const scaleMm = given.scaleMm ?? 1 + 4 * knobs.smoothness
  return flowField(small, (scaleMm / place.mmPerPx) * (width / light.width), pace, 'far')
}

async function fillAlong(
  field: FlowField,
  scene: Scene,
  given: Flow,
  pens: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const { mmPerPx, xMm, yMm } = scene.place
  const ink = await wantedInk(scene, pens, inkRange(given, pens, scene.knobs), pace)
  const penMm = pens[0].widthMm
  const widthMm = ink.width * mmPerPx
  const heightMm = ink.height * mmPerPx
  const leastMm = leastSpacing(given, pens, scene.knobs)
  const mostMm = Math.max(widestMm, penMm * 12)
  const strokes = await streamlines(
    {
      widthMm,
      heightMm,
      directionAt: directionIn(field, widthMm, heightMm),
      spacingAt: (x, y) => {
        const spacing = penMm / (meanGap * samplePlane(ink, x / mmPerPx, y / mmPerPx))
        return spacing > 0 && spacing < mostMm ? spacing : Number.POSITIVE_INFINITY
      },
      tolerance,
      stepMm: Math.max(0.15, penMm * 0.7, Math.min(mmPerPx * stepPx, leastMm * longestStep)),
      minLengthMm: Math.max(1.2, penMm * 5),
      seeds: await seedsFor(ink, mmPerPx, penMm / (meanGap * mostMm), scene.seed, pace),
      progress,
    },
    pace,
  )
  for (const { points } of strokes) {
    for (let i = 0; i < points.length; i += 2) {
      points[i] += xMm
      points[i + 1] += yMm
    }
  }
  return strokes
}

/** Bilinear between pixels, with neighbors turned to the same side first. */
function directionIn({ width, height, x: fieldX, y: fieldY }: FlowField, widthMm: number, heightMm: number) {
  return (x: number, y: number, out: Float64Array) => {
    const u = Math.min(Math.max((x / widthMm) * width - 0.5, 0), width - 1)
    const v = Math.min(Math.max((y / heightMm) * height - 0.5, 0), height - 1)
    const column = u | 0
    const row = v | 0
    const right = column + 1 < width ? 1 : 0
    const below = row + 1 < height ? width : 0
    const at = row * width + column
    const fx = u - column
    const fy = v - row
    const ax = fieldX[at]
    const ay = fieldY[at]
    const sided = (i: number, share: number) => (fieldX[i] * ax + fieldY[i] * ay < 0 ? -share : share)
    const a = sided(at, (1 - u + column) * (1 - v + row))
    const b = sided(at + right, fx * (1 - v + row))
    const c = sided(at + below, (1 - u + column) * fy)
    const d = sided(at + right + below, fx * fy)
    const toX = ax * a + fieldX[at + right] * b + fieldX[at + below] * c + fieldX[at + right + below] * d
    const toY = ay * a + fieldY[at + right] * b + fieldY[at + below] * c + fieldY[at + right + below] * d
    const length = Math.sqrt(toX * toX + toY * toY)
    out[0] = length > 1e-9 ? toX / length : 1
    out[1] = length > 1e-9 ? toY / length : 0
  }
}

/** Squares of the grid of seeds along the longer side. */
const seedsAcross = 400

/** A place in each square of a grid that is to have ink, darkest first: long lines begin where they matter most. */
async function seedsFor(
  ink: Plane,
  mmPerPx: number,
  leastInk: number,
  seed: number,
  pace: Pace,
): Promise<Float64Array> {
  const random = seededRandom(seed)
  const stepMm = Math.max(0.4, (Math.max(ink.width, ink.height) * mmPerPx) / seedsAcross)
  const columns = Math.ceil((ink.width * mmPerPx) / stepMm)
  const rows = Math.ceil((ink.height * mmPerPx) / stepMm)
  const places = new Float64Array(2 * columns * rows)
  const bare = new Float64Array(columns * rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (column + random()) * stepMm
      const y = (row + random()) * stepMm
      const share = samplePlane(ink, x / mmPerPx, y / mmPerPx)
      if (share < leastInk) continue
      places[2 * count] = x
      places[2 * count + 1] = y
      bare[count++] = Math.round((1 - share) * 2 ** 24)
    }
    await pace(columns * 60)
  }
  const order = ascending(bare.subarray(0, count))
  await pace(count * 40)
  const sorted = new Float64Array(2 * count)
  for (let k = 0; k < count; k++) {
    sorted[2 * k] = places[2 * order[k]]
    sorted[2 * k + 1] = places[2 * order[k] + 1]
  }
  return sorted
}
