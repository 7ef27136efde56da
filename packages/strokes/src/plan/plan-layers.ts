import type { Device } from '../devices/schema.ts'
import { clipStrokes } from '../geometry/clip.ts'
import { strokesOf, withStrokes } from '../geometry/marks.ts'
import { boxWithin } from '../geometry/polyline.ts'
import { flatMapSteps, scaled } from '../geometry/steps.ts'
import type { Layer, Sheet, Stroke } from '../types.ts'
import { dedupeSteps } from './joining/dedupe.ts'
import { filterShort } from './joining/filter.ts'
import { mergeSteps } from './joining/merge.ts'
import { simplifySteps } from './joining/simplify.ts'
import { multipassStrokes } from './multipass.ts'
import type { OrderLevel } from './ordering/order.ts'
import { exitOf } from './ordering/order-layers.ts'
import { placeSeamsBy, type SeamKind } from './ordering/place-seams.ts'
import { reloopStrokes } from './ordering/reloop.ts'
import { type StrokeSort, sortLayerSteps } from './ordering/sort.ts'
import { splitForRefills } from './refill.ts'

/** What is done to the strokes of a finished drawing, in the order of the list; null leaves that out. Lengths in mm. */
export type PlanSteps = {
  /** Of the sheet: what lies beyond is cut off. */
  readonly marginMm: number | null
  readonly simplifyMm: number | null
  readonly dedupeMm: number | null
  readonly mergeMm: number | null
  readonly minMm: number | null
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

/** The steps that come once strokes are what they are to be. */
export type Ordering = Pick<
  PlanSteps,
  'order' | 'sort' | 'reloop' | 'seams' | 'passes' | 'passesOf' | 'refillMm'
>

export const noPlanSteps: PlanSteps = {
  marginMm: null,
  simplifyMm: null,
  dedupeMm: null,
  mergeMm: null,
  minMm: null,
  order: null,
  sort: 'travel',
  reloop: false,
  seams: 'travel',
  passes: 1,
  passesOf: {},
  refillMm: null,
}

export type PlanStage = {
  readonly name: 'layout' | 'simplify' | 'merge' | 'order'
  /** Works in steps of a few milliseconds or a layer, each reporting progress 0…1. */
  run(layers: readonly Layer[]): Generator<number, Layer[]>
}

/**
 * The stages that planning a drawing on this sheet for this machine goes through, each with the layers of the one
 * before; none where no step asks for any.
 */
export function planStages(
  steps: PlanSteps,
  { sheet, device }: { sheet: Sheet; device?: Device | undefined },
): PlanStage[] {
  const { marginMm, simplifyMm, dedupeMm, mergeMm, minMm } = steps
  const stages: PlanStage[] = []
  if (marginMm !== null) {
    const box = boxWithin(sheet, marginMm)
    stages.push({
      name: 'layout',
      run: (layers) =>
        changeInTurn(layers, (strokes) => flatMapSteps(strokes, (stroke) => clipStrokes([stroke], box))),
    })
  }
  if (simplifyMm !== null) {
    stages.push({
      name: 'simplify',
      run: (layers) => changeInTurn(layers, (strokes) => simplifySteps(strokes, simplifyMm)),
    })
  }
  if (dedupeMm !== null || mergeMm !== null || minMm !== null) {
    stages.push({
      name: 'merge',
      run: (layers) => changeInTurn(layers, (strokes) => joinSteps(strokes, steps)),
    })
  }
  const isOrdered = steps.order !== null || steps.reloop || steps.sort !== 'travel'
  const hasPasses = steps.passes > 1 || Object.keys(steps.passesOf).length > 0
  if (isOrdered || steps.seams !== 'travel' || hasPasses || steps.refillMm !== null) {
    stages.push({ name: 'order', run: (layers) => orderedLayers(layers, steps, device) })
  }
  return stages
}

function* changeInTurn(
  layers: readonly Layer[],
  to: (strokes: readonly Stroke[]) => Generator<number, Stroke[]>,
): Generator<number, Layer[]> {
  const changed: Layer[] = []
  for (const [i, layer] of layers.entries()) {
    yield i / layers.length
    const strokes = yield* scaled(to(strokesOf(layer.marks)), i / layers.length, (i + 1) / layers.length)
    changed.push(withStrokes(layer, strokes))
  }
  return changed
}

function* joinSteps(
  strokes: readonly Stroke[],
  { simplifyMm, dedupeMm, mergeMm, minMm }: Pick<PlanSteps, 'simplifyMm' | 'dedupeMm' | 'mergeMm' | 'minMm'>,
): Generator<number, Stroke[]> {
  const single = yield* dedupeSteps(strokes, dedupeMm ?? 0)
  // Where two ends met there may now be a point too many.
  const merged =
    mergeMm === null ? single : yield* simplifySteps(yield* mergeSteps(single, mergeMm), simplifyMm ?? 0)
  return minMm === null ? merged : filterShort(merged, minMm)
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
