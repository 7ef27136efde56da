import { z } from 'zod'
import { type FlowField, flowField } from '../edges/flow.ts'
import { seededRandom } from '../geometry/random.ts'
import type { Pace } from '../raster/pace.ts'
import { samplePlane } from '../raster/plane.ts'
import { resizePlane } from '../raster/resize.ts'
import type { Recipe } from '../recipe.ts'
import type { InkRange, Scene, Style } from '../style.ts'
import type { Plane, Stroke } from '../types.ts'
import { streamlines } from './streamlines.ts'
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

/** Longest side of the field of directions: it is smooth, so a coarse one does. */
const fieldPx = 500
/** A line ends this near to another one, as a share of the wanted distance. */
const tolerance = 0.55
/** Lines kept at a distance of 1 from each other, ended at `tolerance`, lie this far apart in the mean. */
const meanGap = 1
/** Lines farther apart than this are no tone. */
const widestMm = 9

export const flow: Style = {
  name: 'flow',
  label: 'Flow',
  sentence: 'Lines that follow the forms of the picture, closer together where it is dark.',
  source: 'Jobard & Lefer 1997, along the structure tensor of Kyprianidis & Kang 2011',
  stages: ['edges', 'fill'],
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
  ink: inkRange,
  async draw(scene, recipe, run) {
    const field = await run.stage('edges', ({ pace }) => directions(scene, recipe, pace))
    return run.stage('fill', ({ pace, progress }) => fillAlong(field, scene, recipe, pace, progress))
  },
}

function inkRange(recipe: Recipe): InkRange {
  const most = Math.min(0.92, recipe.pens[0].widthMm / (leastSpacing(recipe) * meanGap))
  return { most, threshold: recipe.flow.threshold ?? 0.93 }
}

function leastSpacing({ flow: given, pens, knobs }: Recipe): number {
  return given.spacingMm ?? pens[0].widthMm * 1.35 * 2.4 ** (1 - 2 * knobs.density)
}

async function directions(
  { light, place }: Scene,
  { flow: given, knobs }: Recipe,
  pace: Pace,
): Promise<FlowField> {
  const scale = Math.min(1, fieldPx / Math.max(light.width, light.height))
  const width = Math.max(1, Math.round(light.width * scale))
  const small = await resizePlane(light, width, Math.max(1, Math.round(light.height * scale)), pace)
  const scaleMm = given.scaleMm ?? 1 + 4 * knobs.smoothness
  return flowField(small, (scaleMm / place.mmPerPx) * (width / light.width), pace, 'far')
}

async function fillAlong(
  field: FlowField,
  scene: Scene,
  recipe: Recipe,
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const { mmPerPx, xMm, yMm } = scene.place
  const ink = await wantedInk(scene, recipe, inkRange(recipe), pace)
  const penMm = recipe.pens[0].widthMm
  const widthMm = ink.width * mmPerPx
  const heightMm = ink.height * mmPerPx
  const strokes = await streamlines(
    {
      widthMm,
      heightMm,
      directionAt: directionIn(field, widthMm, heightMm),
      spacingAt: (x, y) => {
        const spacing = penMm / (meanGap * samplePlane(ink, x / mmPerPx, y / mmPerPx))
        return spacing > 0 && spacing < Math.max(widestMm, penMm * 12) ? spacing : Number.POSITIVE_INFINITY
      },
      tolerance,
      stepMm: Math.max(0.15, penMm * 0.7),
      minLengthMm: Math.max(1.2, penMm * 5),
      seeds: await seedsFor(ink, mmPerPx, recipe.seed, pace),
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
function directionIn(field: FlowField, widthMm: number, heightMm: number) {
  const { width, height } = field
  return (x: number, y: number, out: Float64Array) => {
    const u = Math.min(Math.max((x / widthMm) * width - 0.5, 0), width - 1)
    const v = Math.min(Math.max((y / heightMm) * height - 0.5, 0), height - 1)
    const column = Math.min(width - 1, u | 0)
    const row = Math.min(height - 1, v | 0)
    const first = row * width + column
    out[0] = 0
    out[1] = 0
    for (let k = 0; k < 4; k++) {
      const i = Math.min(column + (k & 1), width - 1) + Math.min(row + (k >> 1), height - 1) * width
      const fx = k & 1 ? u - column : 1 - u + column
      const fy = k >> 1 ? v - row : 1 - v + row
      const side = field.x[i] * field.x[first] + field.y[i] * field.y[first] < 0 ? -fx * fy : fx * fy
      out[0] += field.x[i] * side
      out[1] += field.y[i] * side
    }
    const length = Math.sqrt(out[0] * out[0] + out[1] * out[1])
    out[0] = length > 1e-9 ? out[0] / length : 1
    out[1] = length > 1e-9 ? out[1] / length : 0
  }
}

/** Squares of the grid of seeds along the longer side; their number is below 2²⁰. */
const seedsAcross = 600

/** A place in each square of a grid, darkest first: long lines begin where they matter most. */
async function seedsFor(ink: Plane, mmPerPx: number, seed: number, pace: Pace): Promise<Float64Array> {
  const random = seededRandom(seed)
  const stepMm = Math.max(0.4, (Math.max(ink.width, ink.height) * mmPerPx) / seedsAcross)
  const columns = Math.ceil((ink.width * mmPerPx) / stepMm)
  const rows = Math.ceil((ink.height * mmPerPx) / stepMm)
  const places = new Float64Array(2 * columns * rows)
  // Lightness in steps of 2⁻²⁴ and below it the number of the place: sorted as numbers, equal ones stay in order.
  const keys = new Float64Array(columns * rows)
  for (let row = 0, id = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, id++) {
      const x = (column + random()) * stepMm
      const y = (row + random()) * stepMm
      places[2 * id] = x
      places[2 * id + 1] = y
      const share = samplePlane(ink, x / mmPerPx, y / mmPerPx)
      keys[id] = Math.round((1 - share) * 2 ** 24) * 2 ** 20 + id
    }
    await pace(columns * 60)
  }
  keys.sort()
  await pace(keys.length * 80)
  const sorted = new Float64Array(places.length)
  for (let k = 0; k < keys.length; k++) {
    const id = keys[k] % 2 ** 20
    sorted[2 * k] = places[2 * id]
    sorted[2 * k + 1] = places[2 * id + 1]
  }
  return sorted
}
