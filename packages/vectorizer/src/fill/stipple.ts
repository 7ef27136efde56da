import type { Pen, Plane, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { seededRandom } from '@plotline/strokes/geometry/random'
import { samplePlane } from '@plotline/strokes/tone/plane'
import { z } from 'zod'
import { type Canvas, type Marks, usualInk } from '../cost-marks.ts'
import type { Knobs } from '../knobs.ts'
import { resizePlane } from '../raster/resize.ts'
import type { InkRange, Scene, Style } from '../style.ts'
import {
  countDots,
  type DotSizes,
  dotDiameter,
  dotSizesFor,
  dotsPerMm2,
  histogramOf,
} from './dots/dot-sizes.ts'
import { countDotted, dotStroke, smallestDot } from './dots/dots.ts'
import { spreadPoints } from './dots/voronoi.ts'
import { wantedInk } from './wanted-ink.ts'

/** Stippling: dots whose number and size make the tone. */
export const stippleSchema = z
  .strictObject({
    dots: z.number().int().min(50).max(200_000).optional().describe('About how many dots'),
    smallestMm: z.number().min(0.05).max(10).optional().describe('Diameter of dots in the lights'),
    largestMm: z.number().min(0.05).max(10).optional().describe('Diameter of dots in the darks'),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})
type Stipple = z.output<typeof stippleSchema>

/** The most ink that dots side by side can lay before they run into each other everywhere. */
const mostDotInk = 0.75
const rounds = 14
/** Pixels per dot at which points are spread: enough for their places between pixels to be right. */
const pixelsPerDot = 20

export const stipple: Style<'stipple', { stipple: typeof stippleSchema }> = {
  name: 'stipple',
  label: 'Stipple',
  sentence: 'Dots, evenly scattered, more and larger ones where it is dark.',
  source: 'Deussen, Spicker & Zheng 2017; Secord 2002',
  stages: ['fill'],
  parameters: { stipple: stippleSchema },
  isDotted: true,
  presets: [
    { name: 'fine-stipple', label: 'Fine stipple', recipe: { style: 'stipple', knobs: { density: 0.7 } } },
    {
      name: 'bold-dots',
      label: 'Bold dots',
      recipe: { style: 'stipple', stipple: { dots: 4000 } },
    },
    {
      name: 'one-size',
      label: 'Dots of one size',
      recipe: { style: 'stipple', stipple: { smallestMm: 0.6, largestMm: 0.6 } },
    },
  ],
  ink: ({ stipple: given }) => inkRange(given),
  count: ({ stipple: given }, pens, canvas) => countStipples(given, pens, canvas),
  draw: (scene, { stipple: given }, pens, run) =>
    run.stage('fill', async ({ pace, progress }) => {
      const ink = await wantedInk(scene, pens, inkRange(given), pace)
      const wanted = given.dots ?? Math.round(usualDots(scene.knobs))
      const { mmPerPx } = scene.place
      const leastMm = smallestDot(pens[0].widthMm)
      const sizes = dotSizesFor(ink, { ...given, mmPerPx, leastMm, most: mostDotInk, wanted })
      progress(0.1)
      return placeDots(ink, scene, pens, sizes, pace, (share) => progress(0.1 + 0.9 * share))
    }),
}

function inkRange({ threshold = 0.95 }: Stipple): InkRange {
  return { most: mostDotInk, threshold }
}

/** How many dots there are where that is not given, before it is rounded. */
function usualDots({ density }: Knobs): number {
  return 9_000 * 4 ** (2 * density - 1)
}

function countStipples(given: Stipple, pens: readonly Pen[], { areaMm2, knobs }: Canvas): Marks {
  const largestMm = given.largestMm ?? given.smallestMm
  const leastMm = largestMm ?? smallestDot(pens[0].widthMm)
  const inkMm2 = areaMm2 * usualInk
  const room = inkMm2 / ((Math.PI / 4) * leastMm * leastMm)
  const marks = countDotted(pens, largestMm ? room : Math.min(given.dots ?? usualDots(knobs), room), inkMm2)
  // Points that are spread evenly move in rounds over many pixels each.
  return { ...marks, seconds: marks.strokes * 40e-6 }
}

async function placeDots(
  ink: Plane,
  { place: { mmPerPx, xMm, yMm }, seed }: Scene,
  pens: readonly Pen[],
  sizes: DotSizes,
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const random = seededRandom(seed)
  const dots = countDots(histogramOf(ink, mmPerPx), sizes)
  const scale = Math.min(4, Math.sqrt((dots * pixelsPerDot) / ink.data.length))
  const width = Math.max(1, Math.round(ink.width * scale))
  const height = Math.max(1, Math.round(ink.height * scale))
  const shade = await resizePlane(ink, width, height, pace)
  const density = { width, height, data: new Float32Array(width * height) }
  const areaMm2 = ((ink.width * mmPerPx) / width) * ((ink.height * mmPerPx) / height)
  for (let i = 0; i < density.data.length; i++) {
    density.data[i] = dotsPerMm2(shade.data[i], sizes) * areaMm2
  }
  const sites = await spreadPoints(density, { rounds, random, progress }, pace)
  const strokes: Stroke[] = []
  for (let i = 0; i < sites.length; i += 2) {
    const x = (sites[i] / width) * ink.width
    const y = (sites[i + 1] / height) * ink.height
    const diameterMm = dotDiameter(samplePlane(ink, x, y), sizes)
    strokes.push(
      dotStroke(x * mmPerPx + xMm, y * mmPerPx + yMm, diameterMm, pens[0].widthMm, random() * 2 * Math.PI),
    )
    await pace(400)
  }
  return strokes
}
