import { strokesLength } from '../geometry/polyline.ts'
import type { Drawn } from './svg/draw.ts'

/** Whether a layer of a file is one pen, or each of its colors. */
export const penKinds = ['by-layer', 'by-color'] as const
export type PenKind = (typeof penKinds)[number]

/** A warning names so many colors of a layer. */
const mostNamed = 4
/** Of a layer's name as much is kept before a color as leaves room for that in a pen's name. */
const mostCharacters = 50

/**
 * What is drawn, with a layer for each color of a layer if pens go `by-color`; else as it is, with a warning for each
 * layer of several colors, which are drawn with the pen of the most ink.
 */
export function layersByColor(
  drawn: readonly Drawn[],
  pens: PenKind,
): { drawn: readonly Drawn[]; warnings: string[] } {
  const mixed = mixedLayers(drawn)
  if (pens === 'by-layer') return { drawn, warnings: Array.from(mixed, mixedWarning) }
  return {
    drawn: drawn.map((one) => {
      const colors = one.area || one.layer === null ? undefined : mixed.get(one.layer)
      return colors ? { ...one, layer: `${one.layer?.slice(0, mostCharacters)} ${one.color}` } : one
    }),
    warnings: [],
  }
}

/** The layers of more than one color, each with its colors and their mm of ink. */
function mixedLayers(drawn: readonly Drawn[]): Map<string, Map<string, number>> {
  const layers = new Map<string, Map<string, number>>()
  for (const { layer, color, strokes, area } of drawn) {
    if (layer === null || area || strokes.length === 0) continue
    const colors = layers.get(layer) ?? new Map<string, number>()
    colors.set(color, (colors.get(color) ?? 0) + strokesLength(strokes))
    layers.set(layer, colors)
  }
  return new Map([...layers].filter(([, colors]) => colors.size > 1))
}

function mixedWarning([layer, colors]: [string, ReadonlyMap<string, number>]): string {
  const [main, ...others] = [...colors].toSorted(([, a], [, b]) => b - a).map(([color]) => color)
  const named = others.slice(0, mostNamed).join(', ')
  const more = others.length > mostNamed ? ` and ${others.length - mostNamed} more` : ''
  return `Layer “${layer.slice(0, 40)}” is drawn with one pen, ${main}, also what is ${named}${more}: pens by color part them`
}
