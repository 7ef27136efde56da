import { devices } from '../devices/devices.ts'
import type { Device } from '../devices/schema.ts'
import { strokeLength } from '../geometry/polyline.ts'
import type { Drawing, DrawingStats, Stroke } from '../types.ts'
import { moveSeconds, strokeSeconds } from './machine-time.ts'

/** The machine a plain estimate is for. */
const defaultDevice = 'axidraw-v3'

/**
 * Counts, lengths in mm and the time in seconds that a device needs, pen lifts and changes included. The pen starts at
 * the device's origin corner of the sheet; the way back home is not counted.
 */
export function drawingStats(drawing: Drawing, device: Device = devices[defaultDevice]): DrawingStats {
  const start = { x: 0, y: device.origin === 'top-left' ? 0 : drawing.sheet.heightMm }
  const drawn = drawing.layers.filter(({ strokes }) => strokes.length > 0).length
  let at: Position = start
  let plotSeconds = Math.max(0, drawn - 1) * device.penChangeS
  const layers = drawing.layers.map(({ pen, strokes }) => {
    const sums = { strokes: strokes.length, points: 0, penDownMm: 0, penUpMm: 0 }
    for (const stroke of strokes) {
      const { points, closed } = stroke
      if (points.length === 0) continue
      const travel = Math.hypot(points[0] - at.x, points[1] - at.y)
      sums.points += points.length / 2
      sums.penUpMm += travel
      sums.penDownMm += strokeLength(stroke)
      plotSeconds += secondsOf(stroke, travel, device)
      const exit = closed ? 0 : points.length - 2
      at = { x: points[exit], y: points[exit + 1] }
    }
    return { name: pen.name, color: pen.color, widthMm: pen.widthMm, ...sums }
  })
  const sum = (key: 'strokes' | 'points' | 'penDownMm' | 'penUpMm') =>
    layers.reduce((total, layer) => total + layer[key], 0)
  return {
    strokes: sum('strokes'),
    points: sum('points'),
    penDownMm: sum('penDownMm'),
    penUpMm: sum('penUpMm'),
    plotSeconds,
    layers,
  }
}

type Position = { readonly x: number; readonly y: number }

function secondsOf(stroke: Stroke, travelMm: number, device: Device): number {
  return (
    moveSeconds(travelMm, device.travel) +
    device.penDownS +
    strokeSeconds(stroke, device.draw, device.junctionDeviationMm) +
    device.penUpS
  )
}
