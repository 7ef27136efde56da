import {
  createPace,
  type Device,
  type Drawing,
  inTurns,
  type Layer,
  layersBound,
  type PlanSteps,
  planStages,
} from '@plotline/strokes'
import type { Progress } from '../progress.ts'

const home = { x: 0, y: 0 }

/** Runs the stages that the steps ask for; lets an interrupt in between them and their parts. */
export async function planDrawing(
  drawing: Drawing,
  steps: PlanSteps,
  device: Device | undefined,
  progress: Progress,
  signal: AbortSignal,
): Promise<Drawing> {
  let layers: readonly Layer[] = drawing.layers
  for (const { name, run } of planStages(steps, { sheet: drawing.sheet, device }))
    layers = await progress.stage(name, (share) => inTurns(run(layers), createPace(signal), share))
  return { ...drawing, layers }
}

/** The least way with the pen up that any order of the drawing's strokes can have, from the corner where it is the first layer. */
export function boundOf(drawing: Drawing, penUpMm: number, signal: AbortSignal): Promise<number> {
  return inTurns(layersBound(drawing.layers, { start: home, knownMm: penUpMm }), createPace(signal))
}
