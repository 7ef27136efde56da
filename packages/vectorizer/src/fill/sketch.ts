import type { Style } from '../style.ts'
import { drawLines } from '../trace/lines.ts'
import { type HatchDefaults, hatchScene } from './hatch.ts'

/** Shadows only, in fewer and wider lines than where hatching is all there is. */
export const sketchDefaults: HatchDefaults = { levels: 3, threshold: 0.55, spacingPens: 2 }

export const sketch: Style = {
  name: 'sketch',
  label: 'Sketch',
  sentence: 'Contours with the shadows hatched in, like a quick drawing from life.',
  source: 'lines and hatch, over each other',
  stages: ['edges', 'trace', 'fill'],
  parameters: ['lines', 'hatch'],
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
  async draw(scene, recipe, run) {
    const contours = await drawLines(scene, recipe, run)
    const shadows = await run.stage('fill', ({ pace, progress }) =>
      hatchScene(scene, recipe, sketchDefaults, pace, progress),
    )
    return [...contours, ...shadows]
  },
}
