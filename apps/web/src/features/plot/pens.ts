import { type Layer, occludeLayers } from '@plotline/vectorizer'

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

/** The drawing's layers as the plan has them, a layer for each pen. */
export function plannedLayers(all: readonly Layer[], plan: PenPlan): Layer[] {
  return layersByPen(plan).flatMap(({ pen, layers }) => {
    const parts = layers.flatMap((layer) => all[layer] ?? [])
    const [first] = parts
    const own = all[pen]?.pen ?? first?.pen
    if (!first || !own) return []
    const widthMm = plan.widthsMm[pen]
    const tool = widthMm === undefined ? own : { ...own, widthMm }
    if (parts.length === 1) return [{ ...first, pen: tool }]
    return [
      {
        pen: tool,
        strokes: parts.flatMap(({ strokes }) => strokes),
        regions: parts.flatMap(({ regions = [] }) => regions),
      },
    ]
  })
}

/** The layers as they lie one over another where only those of the plan are drawn: what these cover is left out. */
export function uncoveredLayers(all: readonly Layer[], plan: PenPlan): Layer[] {
  const drawn = drawnLayers(plan)
  return occludeLayers(all.map((layer, i) => (drawn.includes(i) ? layer : { pen: layer.pen, strokes: [] })))
}
