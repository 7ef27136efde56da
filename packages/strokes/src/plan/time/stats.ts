import type { Device } from '../../devices/schema.ts'
import { usualPlotter } from '../../devices/usual.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { strokeLength } from '../../geometry/polyline.ts'
import type { Drawing, DrawingStats } from '../../types.ts'
import { walkPlot } from './walk.ts'

/**
 * Counts, lengths in mm and the time in seconds that a device needs, pen lifts, changes and the ride home included. The
 * way in the air is that to the strokes and between them. A change of pen counts with the layer that it is for, the ride
 * home with the last that draws.
 */
export function drawingStats(drawing: Drawing, device: Device = usualPlotter): DrawingStats {
  const layers = drawing.layers.map(({ pen, marks }) => ({
    name: pen.name,
    color: pen.color,
    widthMm: pen.widthMm,
    strokes: strokesOf(marks).length,
    points: 0,
    penDownMm: 0,
    penUpMm: 0,
    plotSeconds: 0,
  }))
  const steps = walkPlot(drawing, device)
  let sums = layers[0]
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      if (sums) sums.plotSeconds += step.value
      break
    }
    const { layer, stroke, travelMm, comingSeconds, drawingSeconds } = step.value
    sums = layers[layer]
    sums.points += stroke.points.length / 2
    sums.penUpMm += travelMm
    sums.penDownMm += strokeLength(stroke)
    sums.plotSeconds += comingSeconds + drawingSeconds
  }
  const sum = (key: 'strokes' | 'points' | 'penDownMm' | 'penUpMm' | 'plotSeconds') =>
    layers.reduce((total, layer) => total + layer[key], 0)
  return {
    strokes: sum('strokes'),
    points: sum('points'),
    penDownMm: sum('penDownMm'),
    penUpMm: sum('penUpMm'),
    plotSeconds: sum('plotSeconds'),
    layers,
  }
}
