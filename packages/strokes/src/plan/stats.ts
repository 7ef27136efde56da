import type { Device } from '../devices/schema.ts'
import { usualPlotter } from '../devices/usual.ts'
import { strokeLength } from '../geometry/polyline.ts'
import type { Drawing, DrawingStats } from '../types.ts'
import { walkPlot } from './walk.ts'

/**
 * Counts, lengths in mm and the time in seconds that a device needs, pen lifts and changes included. The pen starts at
 * the device's origin corner of the sheet; the way back home is not counted. A change of pen counts with the layer
 * that it is for.
 */
export function drawingStats(drawing: Drawing, device: Device = usualPlotter): DrawingStats {
  const layers = drawing.layers.map(({ pen, strokes }) => ({
    name: pen.name,
    color: pen.color,
    widthMm: pen.widthMm,
    strokes: strokes.length,
    points: 0,
    penDownMm: 0,
    penUpMm: 0,
    plotSeconds: 0,
  }))
  for (const { layer, stroke, travelMm, comingSeconds, drawingSeconds } of walkPlot(drawing, device)) {
    const sums = layers[layer]
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
