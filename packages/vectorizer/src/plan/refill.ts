import { strokeLength } from '../geometry/polyline.ts'
import type { Layer, Stroke } from '../types.ts'

/**
 * Parts each layer where its pen has drawn `refillMm`, at the end of a stroke, so that machines pause there as between
 * two pens; the pens of the parts after the first are named `refill 2` and so on, and say whose refill they are. A stroke that is longer than that alone is cut.
 * The order stays. Without a length, or with 0, nothing is parted.
 */
export function splitForRefills(layers: readonly Layer[], refillMm: number | undefined): Layer[] {
  if (!refillMm) return [...layers]
  return layers.flatMap((layer) => {
    const parts: Stroke[][] = [[]]
    let drawn = 0
    for (const stroke of layer.strokes.flatMap((one) => cutByLength(one, refillMm))) {
      const length = strokeLength(stroke)
      if (drawn > 0 && drawn + length > refillMm * (1 + 1e-9)) {
        parts.push([])
        drawn = 0
      }
      parts[parts.length - 1].push(stroke)
      drawn += length
    }
    return parts.map((strokes, i): Layer => {
      if (i === 0) return { ...layer, strokes }
      // Areas are filled once.
      const { regions: _, ...rest } = layer
      const { name, refillOf = name } = layer.pen
      return { ...rest, pen: { ...layer.pen, name: `${name} refill ${i + 1}`, refillOf }, strokes }
    })
  })
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
  let left = pieceMm
  for (let i = 1; i < count + (closed ? 1 : 0); i++) {
    const at = (i % count) * 2
    let [x, y] = piece.slice(-2)
    let side = Math.hypot(points[at] - x, points[at + 1] - y)
    while (side > left * (1 + 1e-9)) {
      x += ((points[at] - x) * left) / side
      y += ((points[at + 1] - y) * left) / side
      pieces.push({ points: Float64Array.from([...piece, x, y]), closed: false })
      piece = [x, y]
      side = Math.hypot(points[at] - x, points[at + 1] - y)
      left = pieceMm
    }
    piece.push(points[at], points[at + 1])
    left -= side
  }
  if (piece.length > 2) pieces.push({ points: Float64Array.from(piece), closed: false })
  return pieces
}
