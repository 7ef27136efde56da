import { setImmediate } from 'node:timers/promises'
import {
  type Device,
  type Drawing,
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
    layers = await progress.stage(name, (share) => finish(run(layers), signal, share))
  return { ...drawing, layers }
}

/** The least way with the pen up that any order of the drawing's strokes can have, from the corner where it is the first layer. */
export function boundOf(drawing: Drawing, penUpMm: number, signal: AbortSignal): Promise<number> {
  return finish(layersBound(drawing.layers, { start: home, knownMm: penUpMm }), signal)
}

/** Runs work in steps to its end, with a breath for an interrupt between two of them. */
export async function finish<T>(
  steps: Generator<number, T>,
  signal: AbortSignal,
  share: (share: number) => void = () => {},
): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    share(step.value)
    await setImmediate(undefined, { signal })
  }
}
