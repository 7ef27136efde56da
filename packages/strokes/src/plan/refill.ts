import { reshaped } from '../geometry/curves/arcs.ts'
import { areasOf, strokesOf } from '../geometry/marks.ts'
import { shareOfSide, strokeLength } from '../geometry/polyline.ts'
import type { Layer, Stroke } from '../types.ts'
import { isSamePen, penRuns, unfilled } from './pens.ts'

/**
 * Parts layers where their pen has drawn `refillMm`, at the end of a stroke, so that machines pause there as between
 * two pens; the pens of the parts after the first are named `refill 2` and so on, and say whose refill they are. A stroke
 * that is longer than that alone is cut. A pen that goes on in the next layer goes on with what it holds. The order stays.
 * Without a length, or with 0, nothing is parted.
 */
export function splitForRefills(layers: readonly Layer[], refillMm: number | undefined): Layer[] {
  if (!refillMm) return [...layers]
  return penRuns(layers, { refilled: true }).flatMap((run) => {
    let filling = 1
    let drawn = 0
    return run.flatMap((layer, at) => {
      // It was filled here before.
      if (at > 0 && !isSamePen(layer.pen, run[at - 1].pen)) {
        filling++
        drawn = 0
      }
      const parts: Part[] = [{ filling, strokes: [] }]
      for (const stroke of strokesOf(layer.marks).flatMap((one) => cutByLength(one, refillMm))) {
        const length = strokeLength(stroke)
        if (drawn > 0 && drawn + length > refillMm * (1 + 1e-9)) {
          parts.push({ filling: ++filling, strokes: [] })
          drawn = 0
        }
        parts[parts.length - 1].strokes.push(stroke)
        drawn += length
      }
      return parts.map((part, i) => filledLayer(layer, part, i === 0))
    })
  })
}

/** What is drawn of a layer with one filling of its pen, the first being 1. */
type Part = { readonly filling: number; readonly strokes: Stroke[] }

function filledLayer(layer: Layer, { filling, strokes }: Part, isFirst: boolean): Layer {
  const pen = unfilled(layer.pen)
  const filled = { ...pen, name: `${pen.name} refill ${filling}`, refillOf: pen.name }
  // Areas are filled once.
  const areas = isFirst ? areasOf(layer.marks) : []
  return { ...layer, pen: filling === 1 ? layer.pen : filled, marks: [...areas, ...strokes] }
}

/** The stroke in pieces of at most this length, each beginning where the one before ends. */
function cutByLength(stroke: Stroke, mostMm: number): Stroke[] {
  const length = strokeLength(stroke)
  if (length <= mostMm) return [stroke]
  const pieceMm = length / Math.ceil(length / mostMm)
  const { points, closed } = stroke
  const count = points.length / 2
  const pieces: Stroke[] = []
  let piece = [points[0], points[1]]
  let from = [0]
  const finish = () => pieces.push(reshaped(stroke, Float64Array.from(piece), false, from))
  let left = pieceMm
  for (let i = 1; i < count + (closed ? 1 : 0); i++) {
    const [at0, at] = [(i - 1) * 2, (i % count) * 2]
    let [x, y] = piece.slice(-2)
    let side = Math.hypot(points[at] - x, points[at + 1] - y)
    while (side > left * (1 + 1e-9)) {
      x += ((points[at] - x) * left) / side
      y += ((points[at + 1] - y) * left) / side
      const share = shareOfSide(x, y, points[at0], points[at0 + 1], points[at], points[at + 1])
      piece.push(x, y)
      from.push(i - 1 + share)
      finish()
      piece = [x, y]
      from = [i - 1 + share]
      side = Math.hypot(points[at] - x, points[at + 1] - y)
      left = pieceMm
    }
    piece.push(points[at], points[at + 1])
    from.push(i)
    left -= side
  }
  if (piece.length > 2) finish()
  return pieces
}
