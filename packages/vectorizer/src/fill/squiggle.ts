import type { Pen, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { z } from 'zod'
import type { Knobs } from '../knobs.ts'
import type { InkRange, Scene, Style } from '../style.ts'
import { turnAngles } from './hatch.ts'
import { createWobble, createWobbler, usualPitchMm, type Wobble, waves } from './lines/wobble.ts'
import { wantedInk } from './wanted-ink.ts'

/** Rows of waves. */
export const squiggleSchema = z
  .strictObject({
    rowMm: z.number().min(0.3).max(50).optional().describe('Distance of the rows'),
    angleDeg: z.number().min(-180).max(180).default(0),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})
type Squiggle = z.output<typeof squiggleSchema>

/** Half of a straight line is nearer to none. */
const bareBelow = 0.5

export const squiggle: Style<'squiggle', { squiggle: typeof squiggleSchema }> = {
  name: 'squiggle',
  label: 'Squiggle',
  sentence: 'Rows of a trembling line, swinging wider and faster where it is dark.',
  source: 'SquiggleDraw, Mitchell 2014, with the ink of its waves measured',
  stages: ['fill'],
  parameters: { squiggle: squiggleSchema },
  presets: [
    { name: 'squiggle-rows', label: 'Squiggle rows', recipe: { style: 'squiggle' } },
    { name: 'slanted-squiggle', label: 'Slanted', recipe: { style: 'squiggle', squiggle: { angleDeg: 45 } } },
    { name: 'broad-squiggle', label: 'Broad rows', recipe: { style: 'squiggle', knobs: { density: 0.2 } } },
  ],
  turned: ({ squiggle: given }, turnDeg) => {
    const [angleDeg] = turnAngles([given.angleDeg], turnDeg)
    return { squiggle: { ...given, angleDeg } }
  },
  ink: ({ squiggle: given }, pens, knobs) =>
    rangeOf(createWobble(rowMm(given, pens, knobs), pens[0].widthMm), given),
  count: ({ squiggle: given }, pens, canvas) => waves(canvas, pens, rowMm(given, pens, canvas.knobs)),
  draw: (scene, { squiggle: given }, pens, run) =>
    run.stage('fill', ({ pace, progress }) => drawRows(scene, given, pens, pace, progress)),
}

function rangeOf({ most }: Wobble, given: Squiggle): InkRange {
  return { most, threshold: given.threshold ?? 0.95 }
}

function rowMm(given: Squiggle, pens: readonly Pen[], knobs: Knobs): number {
  return given.rowMm ?? usualPitchMm(pens, knobs)
}

async function drawRows(
  scene: Scene,
  given: Squiggle,
  pens: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const pitch = rowMm(given, pens, scene.knobs)
  const wobble = createWobble(pitch, pens[0].widthMm)
  const ink = await wantedInk(scene, pens, rangeOf(wobble, given), pace)
  const pen = createWobbler(ink, scene.place, wobble, bareBelow)
  const { widthMm, heightMm } = pen
  const angle = (given.angleDeg * Math.PI) / 180
  const [ux, uy] = [Math.cos(angle), -Math.sin(angle)]
  const reach = Math.sqrt(widthMm * widthMm + heightMm * heightMm) / 2
  const outermost = Math.ceil((Math.abs(uy) * widthMm + Math.abs(ux) * heightMm) / 2 / pitch)
  for (let row = -outermost; row < outermost; row++) {
    // Between lines through the middle, so that the first row lies half a row inside the picture.
    const across = (row + 0.5) * pitch
    for (let along = -reach; along <= reach; along += wobble.stepMm) {
      const x = widthMm / 2 + ux * along - uy * across
      const y = heightMm / 2 + uy * along + ux * across
      pen.move(x, y, -uy, ux, wobble.stepMm)
    }
    pen.lift()
    progress((row + outermost + 1) / (2 * outermost))
    await pace((reach / wobble.stepMm) * 200)
  }
  return pen.strokes
}
