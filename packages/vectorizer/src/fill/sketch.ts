import { sum } from '../cost-marks.ts'
import type { Style } from '../style.ts'
import { countLines, drawLines, linesSchema } from '../trace/lines.ts'
import { countHatching, type HatchDefaults, hatchScene, hatchSchema } from './hatch.ts'

/** Shadows only, in fewer and wider lines than where hatching is all there is. */
const sketchDefaults: HatchDefaults = { levels: 3, threshold: 0.55, spacingPens: 2 }

export const sketch: Style<'sketch', { lines: typeof linesSchema; hatch: typeof hatchSchema }> = {
  name: 'sketch',
  label: 'Sketch',
  sentence: 'Contours with the shadows hatched in, like a quick drawing from life.',
  source: 'lines and hatch, over each other',
  stages: ['edges', 'trace', 'fill'],
  parameters: { lines: linesSchema, hatch: hatchSchema },
  presets: [
    { name: 'pen-sketch', label: 'Pen sketch', recipe: { style: 'sketch' } },
    {
      name: 'loose-sketch',
      label: 'Loose sketch',
      recipe: { style: 'sketch', knobs: { detail: 0.3, smoothness: 0.7, density: 0.3 } },
    },
    {
      name: 'dark-sketch',
      label: 'Dark sketch',
      recipe: { style: 'sketch', knobs: { darkness: 0.75, density: 0.65 }, hatch: { levels: 4 } },
    },
  ],
  count: ({ hatch }, pens, canvas) =>
    sum(countLines(pens, canvas), countHatching(hatch, sketchDefaults, pens, canvas)),
  async draw(scene, { lines, hatch }, pens, run) {
    const contours = await drawLines(scene, lines, pens, run)
    const shadows = await run.stage('fill', ({ pace, progress }) =>
      hatchScene(scene, hatch, sketchDefaults, pens, pace, progress),
    )
    return [...contours, ...shadows]
  },
}
