import {
  arrangeDrawing,
  type Device,
  type Drawing,
  DrawingError,
  planLayers,
  plotFrom,
} from '@plotline/strokes'
import { drawnLayers, plannedLayers, uncoveredLayers } from './pens/pens.ts'
import type { PlotSetup } from './plot-messages.ts'

/** A drawing set up: as it is plotted, as it was before its strokes were sorted, and how much ink was cut off. */
export type PlannedDrawing = {
  readonly drawing: Drawing
  readonly before: Drawing
  readonly cutMm: number
}

/**
 * The drawing as a setup has it for a machine. Throws a `DrawingError` where no pen is chosen, or nothing is left to draw,
 * and what the signal says once it aborts.
 */
export async function planDrawing(
  opened: Drawing,
  setup: PlotSetup,
  device: Device,
  signal?: AbortSignal,
): Promise<PlannedDrawing> {
  if (drawnLayers(setup.pens).length === 0) {
    throw new DrawingError('empty_drawing', 'No pen is chosen: tick at least one.')
  }
  // A pen that is left out does not move the others: the box that is placed is that of all layers.
  const { drawing: all, cutMm } = arrangeDrawing(opened, setup.arrangement)
  const before = { ...all, layers: plannedLayers(all.layers, setup.pens) }
  const shown = setup.hidesCovered
    ? plannedLayers(uncoveredLayers(all.layers, setup.pens), setup.pens)
    : before.layers
  const layers = await planLayers([{ layers: shown }], setup.steps, { sheet: all.sheet, device, signal })
  const { drawing } = plotFrom({ ...before, layers }, setup.fromPercent, device)
  return { drawing, before, cutMm }
}
