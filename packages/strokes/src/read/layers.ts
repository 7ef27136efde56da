import { chainCount } from '../geometry/curves/chain-pieces.ts'
import { flattenCurves, stepsWithin } from '../geometry/curves/flatten.ts'
import { strokeLength } from '../geometry/polyline.ts'
import { mergeStrokes } from '../plan/joining/merge.ts'
import { nameInLabel } from '../plan/layer-codes.ts'
import { orderStrokes } from '../plan/ordering/order.ts'
import type { Layer, Sheet, Stroke } from '../types.ts'
import { strokeOf } from './polylines.ts'
import { borderChains } from './svg/border-chains.ts'
import type { Drawn } from './svg/draw.ts'
import { flatnessMm } from './svg/outline.ts'
import type { AreaGroup } from './svg/place.ts'

/** The line of a shape that has a fill and no stroke: its outline is drawn with a common pen. */
const defaultWidthMm = 0.3
const thinnestMm = 0.03
const widestMm = 5
/** Ends of borders lie this near each other where they meet. */
const meetMm = 0.015

/**
 * One layer per Inkscape layer; what lies outside of any is parted by color, as on a plotter. A layer's pen has the
 * color and width that most of its length is drawn with.
 */
export function layersOf(drawn: readonly Drawn[], sheet: Sheet): Layer[] {
  const byLayer = new Map<string | AreaGroup, Drawn[]>()
  for (const one of drawn) {
    if (one.strokes.length === 0 && !one.area) continue
    const key = one.area?.group ?? (one.layer === null ? `color:${one.color}` : `layer:${one.layer}`)
    const members = byLayer.get(key)
    if (members) members.push(one)
    else byLayer.set(key, [one])
  }
  return [...byLayer].map(([key, members]) =>
    typeof key === 'string' ? lineLayer(members) : areaLayer(members, key, sheet),
  )
}

/** Areas of our own with their pen; their borders are its strokes, each once, where it draws them. */
function areaLayer(members: readonly Drawn[], { isBordered }: AreaGroup, sheet: Sheet): Layer {
  const areas = members.flatMap(({ area }) => (area ? [area.area] : []))
  const [{ layer, color, widthMm }] = members
  const borders = isBordered ? borderChains(areas, sheet).map(borderAlong) : []
  // The file has areas in the order of painting, and nothing of the order of their borders.
  const strokes = orderStrokes(mergeStrokes(borders, meetMm), { level: 'fast' })
  return {
    pen: { name: penName(layer, color), color, widthMm: penWidth(widthMm) },
    marks: [...areas, ...strokes],
  }
}

function borderAlong(chain: Float64Array): Stroke {
  const closed = chain[0] === chain[chain.length - 2] && chain[1] === chain[chain.length - 1]
  const at = [0]
  for (let piece = 0; piece < chainCount(chain); piece++) {
    const steps = stepsWithin(chain, piece, flatnessMm)
    for (let step = 1; step <= steps; step++) at.push(piece + step / steps)
  }
  const points = [...flattenCurves(chain, flatnessMm, closed)]
  return { ...strokeOf({ points, closed, curves: [...chain], at }), isBorder: true }
}

function penWidth(widthMm: number): number {
  const width = widthMm > 0 ? Math.min(widestMm, Math.max(thinnestMm, widthMm)) : defaultWidthMm
  return Math.round(width * 1000) / 1000
}

function lineLayer(members: readonly Drawn[]): Layer {
  const strokes: Stroke[] = []
  const inks = new Map<string, { length: number; color: string; widthMm: number }>()
  for (const { strokes: own, color, widthMm } of members) {
    for (const stroke of own) {
      strokes.push(stroke)
      const key = `${color} ${widthMm.toFixed(3)}`
      const ink = inks.get(key) ?? { length: 0, color, widthMm }
      // A dot has no length, and still says something about its pen.
      ink.length += strokeLength(stroke) + 1e-6
      inks.set(key, ink)
    }
  }
  const main = [...inks.values()].reduce((most, ink) => (ink.length > most.length ? ink : most))
  const pen = {
    name: penName(members[0].layer, main.color),
    color: main.color,
    widthMm: penWidth(main.widthMm),
  }
  return { pen, marks: strokes }
}

/** Our own files number their layers: `1 Black 0.3` is the pen Black 0.3. */
function penName(layer: string | null, color: string): string {
  const name = layer && nameInLabel(layer)
  return name ? name.slice(0, 60) : color
}
