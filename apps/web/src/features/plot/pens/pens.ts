import { type Drawing, joinLayers, type Layer, occludeLayers, penRuns, strokeLength } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'

/** In which order layers are drawn, which are not, and with which pens. Layers and their pens are named by number. */
export type PenPlan = {
  /** All of them, in the order the machine takes them. */
  readonly layers: readonly number[]
  readonly omitted: readonly number[]
  /** The pen that a layer is drawn with where it is not its own. */
  readonly drawnWith: Readonly<Record<number, number>>
  /** How wide a pen really is where it is not as ordered, mm. */
  readonly widthsMm: Readonly<Record<number, number>>
}

/** Those that are drawn, in their order. */
export const drawnLayers = ({ layers, omitted }: PenPlan): number[] =>
  layers.filter((layer) => !omitted.includes(layer))

/** The layers of each pen, in the order the machine takes the pens: those that share one are drawn together. */
export function layersByPen(plan: PenPlan): { pen: number; layers: number[] }[] {
  const groups = new Map<number, number[]>()
  for (const layer of drawnLayers(plan)) {
    const pen = plan.drawnWith[layer] ?? layer
    groups.set(pen, [...(groups.get(pen) ?? []), layer])
  }
  return [...groups].map(([pen, of]) => ({ pen, layers: of }))
}

/** The drawing's layers as the plan has them, those of one pen together and as few as hold all of them. */
export function plannedLayers(all: readonly Layer[], plan: PenPlan): Layer[] {
  return layersByPen(plan).flatMap(({ pen, layers }) => {
    const parts = layers.flatMap((layer) => all[layer] ?? [])
    const own = all[pen]?.pen ?? parts[0]?.pen
    if (!own) return []
    const widthMm = plan.widthsMm[pen]
    return joinLayers(widthMm === undefined ? own : { ...own, widthMm }, parts)
  })
}

/** The ink of each pen in mm, refills counted in, in the order they are taken. */
export function inkByPen({ layers }: Drawing): number[] {
  return penRuns(layers, { refilled: true }).map((run) =>
    run.flatMap(({ marks }) => strokesOf(marks)).reduce((sum, stroke) => sum + strokeLength(stroke), 0),
  )
}

/** The layers as they lie one over another where only those of the plan are drawn: what these cover is left out. */
export function uncoveredLayers(all: readonly Layer[], plan: PenPlan): Layer[] {
  const drawn = drawnLayers(plan)
  return occludeLayers(all.map((layer, i) => (drawn.includes(i) ? layer : { pen: layer.pen, marks: [] })))
}
