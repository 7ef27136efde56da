import { flattenCurves } from '../geometry/flatten.ts'
import { strokeLength } from '../geometry/polyline.ts'
import { nameInLabel } from '../plan/layer-codes.ts'
import { mergeStrokes } from '../plan/merge.ts'
import { orderStrokes } from '../plan/order.ts'
import type { Layer, Sheet, Stroke } from '../types.ts'
import { borderChains } from './border-chains.ts'
import type { Drawn } from './draw.ts'
import { flatnessMm } from './outline.ts'
import type { AreaGroup } from './place.ts'
import { arcShare, type Polyline } from './polylines.ts'

/** The line of a shape that has a fill and no stroke: its outline is drawn with a common pen. */
const defaultWidthMm = 0.3
const thinnestMm = 0.03
const widestMm = 5
/** Points lie on arcs or, where a stroke is cut, on chords to their inside; curves stand for the arcs. */
const nearMm = 1.01 * flatnessMm * (1 + arcShare)

/**
 * One layer per Inkscape layer; what lies outside of any is parted by color, as on a plotter. A layer's pen has the
 * color and width that most of its length is drawn with.
 */
export function layersOf(drawn: readonly Drawn[], sheet: Sheet): Layer[] {
  const byLayer = new Map<string | AreaGroup, Drawn[]>()
  for (const one of drawn) {
    if (one.polylines.length === 0 && !one.area) continue
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
  const regions = members.flatMap(({ area }) => (area ? [area.region] : []))
  const [{ layer, color, widthMm }] = members
  const borders = isBordered ? borderChains(regions, sheet) : []
  const strokes = borders.map((chain) => {
    const closed = chain[0] === chain[chain.length - 2] && chain[1] === chain[chain.length - 1]
    return toStroke({ points: [...flattenCurves(chain, flatnessMm, closed)], closed })
  })
  return {
    pen: { name: penName(layer, color), color, widthMm: penWidth(widthMm) },
    // The file has areas in the order of painting, and nothing of the order of their borders.
    strokes: orderStrokes(mergeStrokes(strokes, nearMm), { level: 'fast' }),
    regions,
    ...curvesOf(borders),
  }
}

function curvesOf(chains: readonly Float64Array[]): Pick<Layer, 'curves'> {
  return chains.length > 0 ? { curves: { chains, offMm: nearMm, strayMm: nearMm } } : {}
}

function penWidth(widthMm: number): number {
  const width = widthMm > 0 ? Math.min(widestMm, Math.max(thinnestMm, widthMm)) : defaultWidthMm
  return Math.round(width * 1000) / 1000
}

function lineLayer(members: readonly Drawn[]): Layer {
  const strokes: Stroke[] = []
  const inks = new Map<string, { length: number; color: string; widthMm: number }>()
  for (const { polylines, color, widthMm } of members) {
    for (const polyline of polylines) {
      const stroke = toStroke(polyline)
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
  return { pen, strokes, ...curvesOf(members.flatMap(({ chains }) => chains)) }
}

/** Our own files number their layers: `1 Black 0.3` is the pen Black 0.3. */
function penName(layer: string | null, color: string): string {
  const name = layer && nameInLabel(layer)
  return name ? name.slice(0, 60) : color
}

/** Points on the same spot are one: a line of no length is a dot. */
export function toStroke({ points, closed }: Polyline): Stroke {
  const kept: number[] = [points[0], points[1]]
  for (let i = 2; i < points.length; i += 2) {
    const last = kept.length - 2
    if (points[i] !== kept[last] || points[i + 1] !== kept[last + 1]) kept.push(points[i], points[i + 1])
  }
  return { points: Float64Array.from(kept), closed: closed && kept.length > 4 }
}
