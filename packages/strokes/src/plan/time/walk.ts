import type { Device } from '../../devices/schema.ts'
import { strokesOf } from '../../geometry/marks.ts'
import type { Drawing, Pen, Stroke } from '../../types.ts'
import { isSamePen } from '../pens.ts'
import { moveSeconds, strokeSeconds } from './machine-time.ts'
import { homeFrom, startOf } from './ride-home.ts'

/** One stroke as a machine comes to it and draws it: lengths in mm, times in seconds. */
export type PlotStep = {
  readonly layer: number
  readonly stroke: Stroke
  readonly travelMm: number
  /** Until the pen touches the paper: a change of pen where this layer begins, the way, and lowering. */
  readonly comingSeconds: number
  /** Until the pen is up again. */
  readonly drawingSeconds: number
}

/**
 * What a device does with a drawing, stroke by stroke, from its zero on the sheet; what it returns are the seconds that
 * the ride home takes after the last one. Strokes without a point are passed over.
 */
export function* walkPlot(drawing: Drawing, device: Device): Generator<PlotStep, number> {
  let at = startOf(drawing.sheet, device)
  let before: Pen | undefined
  for (const [layer, { pen, marks }] of drawing.layers.entries()) {
    for (const stroke of strokesOf(marks)) {
      const { points, closed } = stroke
      if (points.length === 0) continue
      const changeSeconds = before && !isSamePen(pen, before) ? device.penChangeS : 0
      const travelMm = Math.hypot(points[0] - at.x, points[1] - at.y)
      yield {
        layer,
        stroke,
        travelMm,
        comingSeconds: changeSeconds + moveSeconds(travelMm, device.travel) + device.penDownS,
        drawingSeconds: strokeSeconds(stroke, device.draw, device.junctionDeviationMm) + device.penUpS,
      }
      const exit = closed ? 0 : points.length - 2
      at = { x: points[exit], y: points[exit + 1] }
      before = pen
    }
  }
  if (!before) return 0
  const home = homeFrom(at, drawing.sheet, device)
  return moveSeconds(Math.hypot(home.x - at.x, home.y - at.y), device.travel)
}

/**
 * When each stroke of a drawing begins and ends on a device, in seconds from the start: two numbers a stroke, all
 * layers one after the other. A stroke without a point takes no time; the ride home comes after the last.
 */
export function plotTimeline(drawing: Drawing, device: Device): Float64Array {
  const count = drawing.layers.reduce((sum, { marks }) => sum + strokesOf(marks).length, 0)
  const times = new Float64Array(2 * count)
  const steps = walkPlot(drawing, device)
  let seconds = 0
  let i = 0
  for (const { marks } of drawing.layers) {
    for (const { points } of strokesOf(marks)) {
      const step = points.length > 0 ? steps.next() : undefined
      const begin = seconds + (step && !step.done ? step.value.comingSeconds : 0)
      seconds = begin + (step && !step.done ? step.value.drawingSeconds : 0)
      times[i++] = begin
      times[i++] = seconds
    }
  }
  return times
}
