import { z } from 'zod'
import type { Style } from '../style.ts'
import { countHatching, type HatchDefaults, hatchScene, planFor, turnAngles } from './hatch.ts'

/** Crosshatching: one set of lines per tone, each at its own angle. */
export const crosshatchSchema = z
  .strictObject({
    anglesDeg: z
      .array(z.number().min(-180).max(180))
      .min(1)
      .max(8)
      .optional()
      .describe('One angle per level'),
    spacingMm: z.number().min(0.15).max(20).optional().describe('Distance of lines in each level'),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})
type Crosshatch = z.output<typeof crosshatchSchema>

/** Turned off the page's axes, so that no set runs along the edges of buildings; each crosses the last steeply. */
const classicAngles = [38, -52, -7, 83, 15]

export const crosshatch: Style<'crosshatch', { crosshatch: typeof crosshatchSchema }> = {
  name: 'crosshatch',
  label: 'Crosshatch',
  sentence: 'Shade upon shade: every darker tone adds lines at another angle.',
  source: 'Winkenbach & Salesin 1994; ink of crossing sets multiplies',
  stages: ['fill'],
  parameters: { crosshatch: crosshatchSchema },
  presets: [
    { name: 'classic-crosshatch', label: 'Classic crosshatch', recipe: { style: 'crosshatch' } },
    {
      name: 'fine-crosshatch',
      label: 'Fine crosshatch',
      recipe: { style: 'crosshatch', knobs: { density: 0.7, smoothness: 0.3 } },
    },
    {
      name: 'weave',
      label: 'Weave',
      recipe: { style: 'crosshatch', crosshatch: { anglesDeg: [45, -45, 0, 90] }, knobs: { density: 0.4 } },
    },
  ],
  turned: ({ crosshatch: given }, turnDeg) => ({
    crosshatch: { ...given, anglesDeg: turnAngles(given.anglesDeg ?? classicAngles, turnDeg) },
  }),
  ink: ({ crosshatch: given }, pens, knobs) => planFor(given, defaultsFor(given), pens, knobs),
  count: ({ crosshatch: given }, pens, canvas) =>
    countHatching(given, defaultsFor(given), pens, canvas, defaultsFor({})),
  draw: (scene, { crosshatch: given }, pens, run) =>
    run.stage('fill', ({ pace, progress }) =>
      hatchScene(scene, given, defaultsFor(given), pens, pace, progress),
    ),
}

/** What crosshatching prefers: a level for each angle. */
function defaultsFor({ anglesDeg }: Crosshatch): HatchDefaults {
  const levels = anglesDeg?.length ?? classicAngles.length
  return { anglesDeg: classicAngles, levels, threshold: 0.88, spacingPens: 2.8 }
}
