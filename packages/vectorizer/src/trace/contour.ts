import type { Pen, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { transformStroke } from '@plotline/strokes/geometry/polyline'
import { z } from 'zod'
import { straight } from '../cost-marks.ts'
import type { Knobs } from '../knobs.ts'
import { bilateral } from '../raster/bilateral.ts'
import { gaussian } from '../raster/gaussian.ts'
import { resizePlane } from '../raster/resize.ts'
import type { Scene, Style } from '../style.ts'
import { type Chain, chainLength } from './chain.ts'
import { declutterChains } from './declutter.ts'
import { blockRanges, isoLines } from './iso-lines.ts'
import { smoothChain } from './smooth.ts'

/** Lines of equal tone. */
export const contourSchema = z
  .strictObject({
    levels: z.number().int().min(1).max(64).optional().describe('How many tones get a line'),
    smoothMm: z.number().min(0).max(20).optional().describe('How far tones are evened out before'),
    minLengthMm: z.number().min(0).max(200).optional().describe('Shorter lines are left out'),
  })
  .prefault({})
type Contour = z.output<typeof contourSchema>

/** Longest side of the tones that lines are found in: they are smooth, so a coarse plane does. */
const workPx = 800

export const contour: Style<'contour', { contour: typeof contourSchema }> = {
  name: 'contour',
  label: 'Contours',
  sentence: 'Lines of equal tone, like the height lines of a map.',
  source: 'Marching squares (Lorensen & Cline 1987) over smoothed tone',
  stages: ['trace'],
  parameters: { contour: contourSchema },
  isTonal: true,
  presets: [
    { name: 'height-lines', label: 'Height lines', recipe: { style: 'contour' } },
    {
      name: 'few-contours',
      label: 'Few contours',
      recipe: { style: 'contour', contour: { levels: 5 }, knobs: { smoothness: 0.8 } },
    },
    { name: 'many-contours', label: 'Many contours', recipe: { style: 'contour', knobs: { density: 0.8 } } },
  ],
  count: ({ contour: given }, _pens, { areaMm2, knobs }) =>
    straight((given.levels ?? usualLevels(knobs)) * 8, Math.sqrt(areaMm2) / 3),
  draw: (scene, { contour: given }, pens, run) =>
    run.stage('trace', ({ pace, progress }) => drawContours(scene, given, pens, pace, progress)),
}

/** How many tones get a line where that is not given, before it is rounded. */
function usualLevels({ density }: Knobs): number {
  return 16 * 2.6 ** (2 * density - 1)
}

async function drawContours(
  scene: Scene,
  given: Contour,
  [pen]: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const { knobs } = scene
  const { xMm, yMm } = scene.place
  const scale = Math.min(1, workPx / Math.max(scene.shade.width, scene.shade.height))
  const width = Math.max(1, Math.round(scene.shade.width * scale))
  const height = Math.max(1, Math.round(scene.shade.height * scale))
  const shade = await resizePlane(scene.shade, width, height, pace)
  const mmPerPx =
    (scene.place.mmPerPx * Math.max(scene.shade.width, scene.shade.height)) / Math.max(width, height)
  const smoothMm = given.smoothMm ?? 0.25 * 6 ** knobs.smoothness
  const calm = await bilateral(shade, Math.max(2, (2.5 * smoothMm) / mmPerPx), 0.12, pace)
  const tone = await gaussian(calm, smoothMm / mmPerPx, pace)
  const levels = given.levels ?? Math.round(usualLevels(knobs))
  const gamma = 1.8 ** (1 - 2 * knobs.darkness)
  const minLengthPx = (given.minLengthMm ?? 6 * 4 ** (0.5 - knobs.detail)) / mmPerPx
  const ranges = blockRanges(tone)
  const chains: Chain[] = []
  for (let level = 0; level < levels; level++) {
    // With more darkness the levels move to the lights, where most pictures have more room for them.
    const at = ((level + 0.5) / levels) ** gamma
    for (const line of await isoLines(tone, at * 0.96, pace, ranges)) {
      if (chainLength(line) < minLengthPx) continue
      const smooth = smoothChain(line, (0.5 * smoothMm) / mmPerPx)
      // Where lines crowd along an edge, one stays: that of the tone in the middle.
      smooth.strength.fill(1.1 - Math.abs(at - 0.5))
      chains.push(smooth)
      await pace(line.points.length * 60)
    }
    progress((0.7 * (level + 1)) / levels)
  }
  const spacingPx = (pen.widthMm * 1.6) / mmPerPx
  const clear = await declutterChains(chains, width, height, { spacingPx, minLengthPx }, pace)
  return clear
    .filter((line) => chainLength(line) >= minLengthPx)
    .map((line) => transformStroke({ points: line.points, closed: line.closed }, mmPerPx, xMm, yMm))
}
