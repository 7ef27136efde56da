import {
  createPace,
  type Device,
  type Drawing,
  inTurns,
  layersBound,
  type PlanSteps,
  planLayers,
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
  const layers = await planLayers([{ layers: drawing.layers }], steps, {
    sheet: drawing.sheet,
    device,
    stage: (name, work) =>
      progress.stage(name, (share) => work({ pace: createPace(signal), progress: share })),
  })
  return { ...drawing, layers }
}

/** The least way with the pen up that any order of the drawing's strokes can have, from the corner where it is the first layer. */
export function boundOf(drawing: Drawing, penUpMm: number, signal: AbortSignal): Promise<number> {
  return inTurns(layersBound(drawing.layers, { start: home, knownMm: penUpMm }), createPace(signal))
}
