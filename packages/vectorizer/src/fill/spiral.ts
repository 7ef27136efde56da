import type { Pen, Stroke } from '@plotline/strokes'
import type { Pace } from '@plotline/strokes/geometry/pace'
import { z } from 'zod'
import type { Knobs } from '../knobs.ts'
import type { InkRange, Scene, Style } from '../style.ts'
import { createWobble, createWobbler, usualPitchMm, type Wobble, waves } from './lines/wobble.ts'
import { wantedInk } from './wanted-ink.ts'

/** One spiral of waves. */
export const spiralSchema = z
  .strictObject({
    turnMm: z.number().min(0.3).max(50).optional().describe('Distance of the turns'),
    centerX: z.number().min(0).max(1).default(0.5).describe('Center, as a share of the width'),
    centerY: z.number().min(0).max(1).default(0.5).describe('Center, as a share of the height'),
    threshold: z.number().min(0).max(1).optional().describe('Tones lighter than this stay paper'),
  })
  .prefault({})
type Spiral = z.output<typeof spiralSchema>

/** The line goes on through all but the lightest tones: it is meant to be one. */
const bareBelow = 0.3
/** Steps between two looks at the clock. */
const stepsPerTurn = 4000

export const spiral: Style<'spiral', { spiral: typeof spiralSchema }> = {
  name: 'spiral',
  label: 'Spiral',
  sentence: 'One spiral from the middle out, trembling wider and faster where it is dark.',
  source: 'SpiralBetty; Archimedes’ spiral with the ink of its waves measured',
  stages: ['fill'],
  parameters: { spiral: spiralSchema },
  presets: [
    { name: 'one-spiral', label: 'One spiral', recipe: { style: 'spiral' } },
    { name: 'fine-spiral', label: 'Fine spiral', recipe: { style: 'spiral', knobs: { density: 0.7 } } },
    { name: 'broad-spiral', label: 'Broad spiral', recipe: { style: 'spiral', knobs: { density: 0.2 } } },
  ],
  ink: ({ spiral: given }, pens, knobs) =>
    rangeOf(createWobble(turnMm(given, pens, knobs), pens[0].widthMm), given),
  count: ({ spiral: given }, pens, canvas) => waves(canvas, pens, turnMm(given, pens, canvas.knobs)),
  draw: (scene, { spiral: given }, pens, run) =>
    run.stage('fill', ({ pace, progress }) => drawSpiral(scene, given, pens, pace, progress)),
}

function rangeOf({ most }: Wobble, given: Spiral): InkRange {
  return { most, threshold: given.threshold ?? 0.97 }
}

function turnMm(given: Spiral, pens: readonly Pen[], knobs: Knobs): number {
  return given.turnMm ?? usualPitchMm(pens, knobs)
}

async function drawSpiral(
  scene: Scene,
  given: Spiral,
  pens: readonly Pen[],
  pace: Pace,
  progress: (share: number) => void,
): Promise<Stroke[]> {
  const apartMm = turnMm(given, pens, scene.knobs)
  const wobble = createWobble(apartMm, pens[0].widthMm)
  const ink = await wantedInk(scene, pens, rangeOf(wobble, given), pace)
  const pen = createWobbler(ink, scene.place, wobble, bareBelow)
  const x = pen.widthMm * given.centerX
  const y = pen.heightMm * given.centerY
  const perRadian = apartMm / (2 * Math.PI)
  const farX = Math.max(x, pen.widthMm - x)
  const farY = Math.max(y, pen.heightMm - y)
  const reach = Math.sqrt(farX * farX + farY * farY)
  let angle = 0
  for (let step = 0; angle * perRadian < reach; step++) {
    const radius = angle * perRadian
    const ux = Math.cos(angle)
    const uy = Math.sin(angle)
    pen.move(x + ux * radius, y + uy * radius, ux, uy, wobble.stepMm)
    angle += wobble.stepMm / Math.max(radius, perRadian)
    if (step % stepsPerTurn > 0) continue
    progress((radius / reach) ** 2)
    await pace(stepsPerTurn * 200)
  }
  pen.lift()
  return pen.strokes
}
