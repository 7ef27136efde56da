import type { Device } from '../devices/schema.ts'
import { usualPlotter } from '../devices/usual.ts'
import { cutStroke } from '../geometry/cut-stroke.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { strokesOf, withoutAreas } from '../geometry/marks.ts'
import { strokeLength } from '../geometry/polyline.ts'
import type { Drawing, Layer, Stroke } from '../types.ts'
import { drawingStats } from './time/stats.ts'
import { walkPlot } from './time/walk.ts'

/** What a plot had drawn before the place where it is taken up again. */
export type DrawnBefore = { readonly strokes: number; readonly penDownMm: number }

/**
 * The rest of a plot that broke off at `percent` of its time on a device, as a player of it shows it: strokes before that
 * are left out, the one in progress is cut there, and pens that are done keep their numbers. Areas of a layer that was
 * begun become the strokes around them. Throws `empty_drawing` where nothing is left.
 */
export function plotFrom(
  drawing: Drawing,
  percent: number,
  device: Device = usualPlotter,
): { drawing: Drawing; before: DrawnBefore } {
  if (!(percent > 0)) return { drawing, before: { strokes: 0, penDownMm: 0 } }
  const from = (drawingStats(drawing, device).plotSeconds * percent) / 100
  const rest: Stroke[][] = drawing.layers.map(() => [])
  let [seconds, strokes, penDownMm] = [0, 0, 0]
  for (const { layer, stroke, comingSeconds, drawingSeconds } of walkPlot(drawing, device)) {
    const begin = seconds + comingSeconds
    seconds = begin + drawingSeconds
    if (begin >= from) {
      rest[layer].push(stroke)
      continue
    }
    const length = strokeLength(stroke)
    if (seconds <= from) {
      strokes++
      penDownMm += length
      continue
    }
    const drawnMm = (length * (from - begin)) / drawingSeconds
    penDownMm += drawnMm
    rest[layer].push(...cutFrom(stroke, drawnMm))
  }
  if (rest.every((left) => left.length === 0)) {
    throw new DrawingError('empty_drawing', `There is nothing left to draw at ${percent} % of the plot.`)
  }
  const layers = drawing.layers.map((layer, i) => restOf(layer, rest[i]))
  return { drawing: { ...drawing, layers }, before: { strokes, penDownMm } }
}

function restOf(layer: Layer, strokes: readonly Stroke[]): Layer {
  const all = strokesOf(layer.marks)
  if (strokes.length === all.length && strokes[0] === all[0]) return layer
  const rest = withoutAreas({ ...layer, marks: strokes })
  return strokes.length === 0 ? { ...rest, isDone: true } : rest
}

/** What a stroke draws after so many millimetres; a dot is drawn again. */
function cutFrom(stroke: Stroke, fromMm: number): Stroke[] {
  if (strokeLength(stroke) === 0) return [stroke]
  let along = 0
  return cutStroke(stroke, (_ax, _ay, _bx, _by, length) => {
    const share = Math.max(0, (fromMm - along) / length)
    along += length
    return share >= 1 ? [] : [share, 1]
  })
}
