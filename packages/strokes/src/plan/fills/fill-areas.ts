import type { FillRule } from '../../geometry/areas/inside.ts'
import { insetBy, shapesOf, sumOfAreas, without } from '../../geometry/areas/polygons.ts'
import { flattenCurves } from '../../geometry/curves/flatten.ts'
import { DrawingError } from '../../geometry/drawing-error.ts'
import { areasOf, strokesBesideAreas, strokesOf, withoutAreas } from '../../geometry/marks.ts'
import { flatMapSteps, scaled } from '../../geometry/steps.ts'
import type { Layer, Stroke } from '../../types.ts'
import { showsAreas } from '../pens.ts'
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
/** About what outlines take of the time to fill strokes, and rings of that for spirals. */
const outlineShare = 0.02
const ringShare = 0.2

/**
 * Strokes of a pen that fill the area inside closed polylines up to its border: the pen's middle stays half its width
 * inside. Without a spacing the fill is solid, with a line along the border and its lines joined where they can be.
 * Works in steps. Reports 0…1. Throws `too_large` for more than 5 km.
 */
export function* fillContours(
  contours: readonly Float64Array[],
  rule: FillRule,
  widthMm: number,
  options: FillOptions,
): Generator<number, Filling> {
  const { pattern, angleDeg = 45, spacingMm = widthMm } = options
  const shapes = shapesOf(contours, rule)
  const sum = sumOfAreas(shapes.flat())
  const sets = pattern === 'cross' ? 2 : 1
  if ((sets * sum) / spacingMm > longestMm) {
    const km = ((sets * sum) / spacingMm / 1e6).toFixed(0)
    throw new DrawingError('too_large', `Filling this takes ${km} km of ink; take a wider pen or spacing.`)
  }
  const isSolid = leavesNoPaper(widthMm, options)
  const strokes: Stroke[] = []
  const narrow: Stroke[] = []
  const loop = (points: Float64Array): Stroke => ({ points, closed: true })
  for (const [i, shape] of shapes.entries()) {
    const shareOf = (part: number) => (i + part) / shapes.length
    yield shareOf(0)
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
      const ringsEnd = shareOf(pattern === 'rings' ? 1 : ringShare)
      const rings = ringsIn(shape, { widthMm, spacingMm, isSolid })
      const { levels, gaps } = yield* scaled(rings, shareOf(0), ringsEnd)
      const lines =
        pattern === 'rings'
          ? levels.flat().map(loop)
          : yield* scaled(spiralsOf(levels, spacingMm), ringsEnd, shareOf(1))
      for (const stroke of [...lines, ...gaps]) strokes.push(stroke)
    }
  }
  return { strokes, narrow }
}

/**
 * Layers with their areas filled by strokes of their pens, each in its own way; null leaves a layer as it is. Areas are a
 * layer's own as they are seen, or else what an odd number of its closed strokes go round, each by the nonzero rule.
 * Where the fill is solid it takes the place of the border, so that ink ends where the area does; else the border stays.
 * Works in steps. Reports 0…1.
 */
export function* fillLayers(
  layers: readonly Layer[],
  fillOf: (layer: number) => FillOptions | null,
): Generator<number, Layer[]> {
  const fills = layers.map((_, i) => fillOf(i))
  const lowest = fills.findIndex((options) => options !== null)
  const filled = [...layers]
  // From the top down, so that what lies over a layer is known once.
  let over: Float64Array[] = []
  for (let i = layers.length - 1; i >= Math.max(0, lowest); i--) {
    const shareOf = (part: number) => (layers.length - 1 - i + part) / layers.length
    yield shareOf(0)
    const options = fills[i]
    const own = coveredBy(layers[i])
    const seen = options && over.length > 0 ? without(own, over) : own
    if (options) filled[i] = yield* scaled(fillLayer(layers[i], seen, options), shareOf(0), shareOf(1))
    if (i > lowest && own.length > 0) over = shapesOf([...own, ...over], 'nonzero').flat()
  }
  return filled
}

/** A layer with its areas filled: what is seen of them, or its closed strokes where it has none. */
function* fillLayer(
  layer: Layer,
  seen: readonly Float64Array[],
  options: FillOptions,
): Generator<number, Layer> {
  const { widthMm } = layer.pen
  const hasAreas = showsAreas(layer)
  const own = hasAreas ? strokesBesideAreas(layer.marks) : strokesOf(layer.marks)
  const isFilled = ({ points, closed }: Stroke) => closed && points.length >= 6
  // Each stroke by itself first: where it crosses itself is no hole, where another lies inside it is.
  const outlineOf = ({ points }: Stroke) => shapesOf([points], 'nonzero').flat()
  const contours = hasAreas
    ? seen
    : yield* scaled(flatMapSteps(own.filter(isFilled), outlineOf), 0, outlineShare)
  const fill = fillContours(contours, hasAreas ? 'nonzero' : 'evenodd', widthMm, options)
  const { strokes, narrow } = yield* scaled(fill, hasAreas ? 0 : outlineShare, 1)
  const isSolid = leavesNoPaper(widthMm, options)
  const beside = hasAreas ? own : own.filter((stroke) => !isFilled(stroke))
  const kept = isSolid ? [...beside, ...narrow] : strokesOf(withoutAreas(layer).marks)
  return { ...layer, marks: [...strokes, ...kept] }
}

/** Whether lines lie as close as the pen is wide, but for the last digits of a spacing. */
function leavesNoPaper(widthMm: number, { spacingMm = widthMm }: FillOptions): boolean {
  return spacingMm <= widthMm * 1.001
}

/** What the areas of a layer cover. */
function coveredBy({ marks }: Layer): Float64Array[] {
  const each = areasOf(marks).flatMap(({ contours }) =>
    shapesOf(
      contours.map((chain) => flattenCurves(chain, flatnessMm, true)),
      'evenodd',
    ).flat(),
  )
  return shapesOf(each, 'nonzero').flat()
}
