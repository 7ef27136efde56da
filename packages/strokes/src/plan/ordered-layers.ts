import type { Device } from '../devices/schema.ts'
import { strokesOf, withStrokes } from '../geometry/marks.ts'
import { scaled } from '../geometry/steps.ts'
import type { Layer, Stroke } from '../types.ts'
import { multipassStrokes } from './multipass.ts'
import type { OrderLevel } from './ordering/order.ts'
import { exitOf } from './ordering/order-layers.ts'
import { placeSeamsBy, type SeamKind } from './ordering/place-seams.ts'
import { reloopStrokes } from './ordering/reloop.ts'
import { type StrokeSort, sortLayerSteps } from './ordering/sort.ts'
import { splitForRefills } from './refill.ts'

/** What is done once strokes are what they are to be. */
export type Ordering = {
  /** Null leaves the order as it is, unless `sort` is for something else than travel. */
  readonly order: OrderLevel | null
  readonly sort: StrokeSort
  /** Loops begin where the pen comes from; ordering does that by itself. */
  readonly reloop: boolean
  readonly seams: SeamKind
  readonly passes: number
  /** Other passes for single layers, by their pen's name or their number from 1; a name goes before a number. */
  readonly passesOf: Readonly<Record<string, number>>
  readonly refillMm: number | null
}

/** Whether anything is done at all. */
export function isOrdering({ order, reloop, sort, seams, passes, passesOf, refillMm }: Ordering): boolean {
  const isOrdered = order !== null || reloop || sort !== 'travel'
  const hasPasses = passes > 1 || Object.keys(passesOf).length > 0
  return isOrdered || seams !== 'travel' || hasPasses || refillMm !== null
}

/** Each layer in the order asked for, as if it were the only one: with pens changed at the corner. Reports 0…1. */
export function* layersFromCorner(
  layers: readonly Layer[],
  ordering: Ordering,
  device?: Device,
): Generator<number, Layer[]> {
  const done: Layer[] = []
  for (const [i, layer] of layers.entries()) {
    const own = { ...ordering, passes: passesFor(ordering, layer.pen.name, i), passesOf: {} }
    const steps = orderedLayers([layer], own, device)
    done.push(...(yield* scaled(steps, i / layers.length, (i + 1) / layers.length)))
  }
  return done
}

/**
 * Layers in the order asked for, each going on from where the one before it ends: drawn in passes, sorted, seams placed,
 * parted where their pens run dry. Works in steps of a few milliseconds, each reporting progress 0…1.
 */
export function* orderedLayers(
  layers: readonly Layer[],
  { order, sort, reloop, seams, passes, passesOf, refillMm }: Ordering,
  device?: Device,
): Generator<number, Layer[]> {
  const isSorted = sort !== 'travel' || (order !== null && order !== 'none')
  // A stroke that is drawn twice ends where it began: passes come before the order that lives with that.
  const drawn = changed(layers, (strokes, { pen }, i) =>
    multipassStrokes(strokes, passesFor({ passes, passesOf }, pen.name, i)),
  )
  const sorted = isSorted ? yield* sortLayerSteps(drawn, { level: order ?? 'good', sort, device }) : drawn
  // What is ordered has its loops where the pen comes from.
  const entered = reloop && !isSorted ? relooped(sorted) : sorted
  return splitForRefills(
    changed(entered, (strokes) => placeSeamsBy(strokes, seams)),
    refillMm ?? undefined,
  )
}

function changed(
  layers: readonly Layer[],
  to: (strokes: readonly Stroke[], layer: Layer, i: number) => Stroke[],
): Layer[] {
  return layers.map((layer, i) => withStrokes(layer, to(strokesOf(layer.marks), layer, i)))
}

function relooped(layers: readonly Layer[]): Layer[] {
  let start = { x: 0, y: 0 }
  return layers.map((layer) => {
    const strokes = reloopStrokes(strokesOf(layer.marks), start)
    start = exitOf(strokes.at(-1)) ?? start
    return withStrokes(layer, strokes)
  })
}

/** How often a layer is drawn: as is said of its pen, else of its number, else of all. */
export function passesFor(
  { passes, passesOf }: Pick<Ordering, 'passes' | 'passesOf'>,
  pen: string,
  layer: number,
): number {
  const own = [pen, String(layer + 1)].find((key) => Object.hasOwn(passesOf, key))
  return own === undefined ? passes : passesOf[own]
}
