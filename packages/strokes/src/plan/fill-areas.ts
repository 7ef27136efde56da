import type { FillRule } from '../geometry/area.ts'
import { DrawingError } from '../geometry/drawing-error.ts'
import { flattenCurves } from '../geometry/flatten.ts'
import { areaOf, insetBy, shapesOf, without } from '../geometry/polygons.ts'
import type { Layer, Stroke } from '../types.ts'
import { linesIn } from './fill-lines.ts'
import { ringsIn } from './fill-rings.ts'
import { spiralsOf } from './fill-spiral.ts'

/** Lines at an angle, two sets of them at right angles, rings along the border, one line round and round to the middle. */
export const fillPatterns = ['lines', 'cross', 'rings', 'spiral'] as const
export type FillPattern = (typeof fillPatterns)[number]

export type FillOptions = {
  readonly pattern: FillPattern
  /** Of the lines, clockwise from the right. */
  readonly angleDeg?: number
  /** From line to line; the pen's width unless told, which leaves no paper between them. */
  readonly spacingMm?: number | undefined
}

export type Filling = {
  readonly strokes: readonly Stroke[]
  /** Outlines of what is too narrow for the pen to fill. */
  readonly narrow: readonly Stroke[]
}

/** So far no pen draws; more is a spacing by mistake. */
const longestMm = 5e6
const flatnessMm = 0.01
/** How far the way from a line to the next may come nearer to the border than the pen is wide. */
const hair = 0.05

/**
 * Strokes of a pen that fill the area inside closed polylines up to its border: the pen's middle stays half its width
 * inside. Without a spacing the fill is solid, with a line along the border and its lines joined where they can be.
 * Works in steps. Throws `too_large` for more than 5 km.
 */
export function* fillContours(
  contours: readonly Float64Array[],
  rule: FillRule,
  widthMm: number,
  { pattern, angleDeg = 45, spacingMm = widthMm }: FillOptions,
): Generator<number, Filling> {
  const shapes = shapesOf(contours, rule)
  const sum = shapes.flat().reduce((area, points) => area + areaOf(points), 0)
  const sets = pattern === 'cross' ? 2 : 1
  if ((sets * sum) / spacingMm > longestMm) {
    const km = ((sets * sum) / spacingMm / 1e6).toFixed(0)
    throw new DrawingError('too_large', `Filling this takes ${km} km of ink; take a wider pen or spacing.`)
  }
  const isSolid = spacingMm <= widthMm * 1.001
  const strokes: Stroke[] = []
  const narrow: Stroke[] = []
  const loop = (points: Float64Array): Stroke => ({ points, closed: true })
  for (const [i, shape] of shapes.entries()) {
    yield i / shapes.length
    const inside = insetBy(shape, widthMm / 2)
    if (inside.length === 0) for (const points of shape) narrow.push(loop(points))
    else if (pattern === 'lines' || pattern === 'cross') {
      if (isSolid) strokes.push(...inside.map(loop))
      const solid = isSolid ? { widthMm, room: insetBy(shape, widthMm * (0.5 - hair)) } : undefined
      for (let set = 0; set < sets; set++) {
        const fill = { spacingMm, angleDeg: angleDeg + 90 * set, ...(solid ? { solid } : {}) }
        for (const stroke of linesIn(inside, fill)) strokes.push(stroke)
      }
    } else {
      const { levels, gaps } = yield* ringsIn(shape, { widthMm, spacingMm, isSolid })
      const lines = pattern === 'rings' ? levels.flat().map(loop) : yield* spiralsOf(levels, spacingMm)
      for (const stroke of [...lines, ...gaps]) strokes.push(stroke)
    }
  }
  return { strokes, narrow }
}

/**
 * Layers with their areas filled by strokes of their pens, each in its own way; null leaves a layer as it is. Areas are a
 * layer's regions as they are seen, or else what its closed strokes enclose an odd number of times. Where the fill is
 * solid it takes the place of the border, so that ink ends where the area does; else the border stays.
 */
export function* fillLayers(
  layers: readonly Layer[],
  fillOf: (layer: number) => FillOptions | null,
): Generator<number, Layer[]> {
  const filled: Layer[] = []
  for (const [i, layer] of layers.entries()) {
    yield i / layers.length
    const options = fillOf(i)
    const { regions = [], curves, ...rest } = layer
    if (!options) {
      filled.push(layer)
      continue
    }
    const { widthMm } = layer.pen
    const hasRegions = regions.length > 0
    const isFilled = ({ points, closed }: Stroke) => closed && points.length >= 6
    const contours = hasRegions
      ? seenRegions(layers, i)
      : layer.strokes.filter(isFilled).map(({ points }) => points)
    const { strokes, narrow } = yield* fillContours(
      contours,
      hasRegions ? 'nonzero' : 'evenodd',
      widthMm,
      options,
    )
    const isSolid = (options.spacingMm ?? widthMm) <= widthMm * 1.001
    const borders = hasRegions ? [] : layer.strokes.filter((stroke) => !isFilled(stroke))
    const kept = isSolid ? [...borders, ...narrow] : layer.strokes
    filled.push({ ...rest, strokes: [...strokes, ...kept], ...(curves && !isSolid ? { curves } : {}) })
  }
  return filled
}

/** The regions of a layer, without what those of later layers lie over. */
function seenRegions(layers: readonly Layer[], index: number): Float64Array[] {
  const areasOf = ({ regions = [] }: Layer) =>
    regions.flatMap(({ contours }) =>
      shapesOf(
        contours.map((chain) => flattenCurves(chain, flatnessMm, true)),
        'evenodd',
      ).flat(),
    )
  const own = shapesOf(areasOf(layers[index]), 'nonzero').flat()
  const over = layers.slice(index + 1).flatMap(areasOf)
  return over.length > 0 ? without(own, over) : own
}
