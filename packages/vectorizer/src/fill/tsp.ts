import type { Pen, Plane, Stroke } from '@plotline/strokes'
import { inTurns, type Pace } from '@plotline/strokes/geometry/pace'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { shortPath } from '@plotline/strokes/geometry/tours/point-path'
import { z } from 'zod'
import type { Knobs } from '../knobs.ts'
import { resizePlane } from '../raster/resize.ts'
import type { Scene, Style } from '../style.ts'
import { spreadPoints } from './dots/voronoi.ts'
import { wantedInk } from './wanted-ink.ts'

/** One line through stipples. */
export const tspSchema = z
  .strictObject({
    points: z
      .number()
      .int()
      .min(10)
      .max(100_000)
      .optional()
      .describe('About how many points the line visits'),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this are left out'),
  })
  .prefault({})
type Tsp = z.output<typeof tspSchema>

const rounds = 12
/** Pixels per point at which points are spread. */
const pixelsPerPoint = 18
/** Tries to shorten the line: per point, and at most. */
const tries = { perPoint: 1, most: 60_000 }
/** The line is this long per point where points are one unit apart in the mean: what evenly spread ones take. */
const lengthPerPoint = 0.93
const mostInk = 0.8
/**
 * Points per ink: 2 would be true to tone if there were enough points for it. With fewer, all of the drawing is lighter,
 * and a little more makes up for the contrast that takes.
 */
const contrast = 2.3

export const tsp: Style<'tsp', { tsp: typeof tspSchema }> = {
  name: 'tsp',
  label: 'One line',
  sentence: 'A single unbroken line that wanders through the picture and crowds where it is dark.',
  source: 'Kaplan & Bosch 2005, through stipples of Deussen, Spicker & Zheng 2017',
  stages: ['trace', 'fill'],
  parameters: { tsp: tspSchema },
  isTonal: true,
  presets: [
    { name: 'one-line', label: 'One line', recipe: { style: 'tsp' } },
    { name: 'long-line', label: 'Long line', recipe: { style: 'tsp', knobs: { density: 0.7 } } },
    { name: 'loose-line', label: 'Loose line', recipe: { style: 'tsp', tsp: { points: 4000 } } },
  ],
  count({ tsp: given }, _pens, { knobs }) {
    const points = given.points ?? usualPoints(knobs)
    // Points that are spread evenly move in rounds, and then the line through them is shortened.
    return { strokes: 1, points, laid: points, seconds: points * 100e-6 }
  },
  async draw(scene, { tsp: given }, pens, run) {
    const points = await run.stage('trace', ({ pace, progress }) =>
      visits(scene, given, pens, pace, progress),
    )
    return run.stage('fill', ({ pace, progress }) => lineThrough(points, scene.seed, pace, progress))
  },
}

/** How many points the line visits where that is not given. */
function usualPoints({ density }: Knobs): number {
  return 24_000 * 4 ** (2 * density - 1)
}

/** The places to visit, in sheet mm. */
async function visits(
  scene: Scene,
  given: Tsp,
  pens: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Float64Array> {
  const { knobs, seed } = scene
  const { mmPerPx, xMm, yMm } = scene.place
  const ink = await wantedInk(scene, pens, { most: mostInk, threshold: given.threshold ?? 0.97 }, pace)
  // A line of width w with λ points per mm² covers w · .93 √λ.
  const perMm2 = (1 / (lengthPerPoint * pens[0].widthMm)) ** 2
  let most = 0
  for (const share of ink.data) most += share * share * perMm2 * mmPerPx * mmPerPx
  const wanted = Math.min(most, given.points ?? usualPoints(knobs))
  const scale = Math.min(4, Math.sqrt((wanted * pixelsPerPoint) / ink.data.length))
  const width = Math.max(1, Math.round(ink.width * scale))
  const height = Math.max(1, Math.round(ink.height * scale))
  const density = densityOf(await resizePlane(ink, width, height, pace), wanted)
  const random = seededRandom(seed)
  const sites = await spreadPoints(density, { rounds, random, progress }, pace)
  for (let i = 0; i < sites.length; i += 2) {
    sites[i] = (sites[i] / width) * ink.width * mmPerPx + xMm
    sites[i + 1] = (sites[i + 1] / height) * ink.height * mmPerPx + yMm
  }
  return sites
}

/** Points per pixel for a plane of ink, scaled to a sum. */
function densityOf({ width, height, data }: Plane, sum: number): Plane {
  const out = Float32Array.from(data, (value) => (value > 0.004 ? value ** contrast : 0))
  const total = out.reduce((before, value) => before + value, 0)
  return { width, height, data: total > 0 ? out.map((value) => (value * sum) / total) : out }
}

async function lineThrough(
  points: Float64Array,
  seed: number,
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const count = points.length / 2
  if (count < 2) return []
  const kicks = Math.min(tries.most, tries.perPoint * count)
  const steps = shortPath(points, kicks, seededRandom(seed))
  const line = new Float64Array(count * 2)
  for (const [i, id] of (await inTurns(steps, pace, progress)).entries()) {
    line.set(points.subarray(id * 2, id * 2 + 2), i * 2)
  }
  return [{ points: line, closed: false }]
}
