import type { Device } from '../devices/schema.ts'
import { clipStrokes } from '../geometry/clip.ts'
import { strokesOf, withStrokes } from '../geometry/marks.ts'
import { createPace, inTurns, type Pace } from '../geometry/pace.ts'
import { boxWithin } from '../geometry/polyline.ts'
import { flatMapSteps, scaled } from '../geometry/steps.ts'
import type { Layer, Sheet, Stroke } from '../types.ts'
import { joinParts } from './join-layers.ts'
import { dedupeSteps } from './joining/dedupe.ts'
import { filterShort } from './joining/filter.ts'
import { mergeSteps } from './joining/merge.ts'
import { simplifySteps } from './joining/simplify.ts'
import { isOrdering, layersFromCorner, type Ordering, orderedLayers } from './ordered-layers.ts'

/** What is done to the strokes of a finished drawing, in the order of the list; null leaves that out. Lengths in mm. */
export type PlanSteps = Ordering & {
  /** Of the sheet: what lies beyond is cut off. */
  readonly marginMm: number | null
  readonly simplifyMm: number | null
  readonly dedupeMm: number | null
  readonly mergeMm: number | null
  readonly minMm: number | null
}

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

export type PlanStage = 'layout' | 'simplify' | 'merge' | 'order'

/** Layers whose strokes are changed apart from those of other parts, until all are ordered. */
export type PlanPart = {
  readonly layers: readonly Layer[]
  /** Whether its strokes are marks as small as the pen, not to be simplified, joined or dropped. */
  readonly isDotted?: boolean
}

export type PlanOptions = {
  readonly sheet: Sheet
  /** What sorting for time takes the machine to be. */
  readonly device?: Device | undefined
  /** Whether strokes that were joined keep the points they met at; else they are simplified once more. */
  readonly keepsJoints?: boolean
  /** Whether each layer begins at the corner, as the first does; else it goes on from where the one before it ends. */
  readonly startsAtCorner?: boolean
  readonly signal?: AbortSignal
  /** Runs a stage, the work of which takes turns by the pace and tells how far it is; without it only `signal` is heard. */
  readonly stage?: <T>(
    name: PlanStage,
    work: (tools: { pace: Pace; progress: (share: number) => void }) => Promise<T>,
  ) => Promise<T>
}

/**
 * Plans the strokes of a drawing as the steps say: cut at the margin, simplified, joined, ordered, each a stage that is
 * left out where no step asks for it. Parts that one pen draws only lines of are one layer in the end, at the place of the
 * first.
 */
export async function planLayers(
  parts: readonly PlanPart[],
  steps: PlanSteps,
  options: PlanOptions,
): Promise<Layer[]> {
  const { device, startsAtCorner, signal } = options
  const { stage = (_, work) => work({ pace: createPace(signal), progress: () => {} }) } = options
  signal?.throwIfAborted()
  let changed = parts
  for (const { name, change } of changesOf(steps, options)) {
    changed = await stage(name, ({ pace, progress }) =>
      inTurns(changeInTurn(changed, change), pace, progress),
    )
  }
  const layers = joinParts(changed.map((part) => part.layers))
  if (!isOrdering(steps)) return layers
  const order = startsAtCorner ? layersFromCorner : orderedLayers
  return stage('order', ({ pace, progress }) => inTurns(order(layers, steps, device), pace, progress))
}

type Change = (strokes: readonly Stroke[], isDotted: boolean) => Generator<number, readonly Stroke[]>

/** What is done to the strokes of each layer, by the stages it is told as. */
function changesOf(
  steps: PlanSteps,
  { sheet, keepsJoints = false }: PlanOptions,
): { name: PlanStage; change: Change }[] {
  const { marginMm, simplifyMm, dedupeMm, mergeMm, minMm } = steps
  const changes: { name: PlanStage; change: Change }[] = []
  if (marginMm !== null) {
    const box = boxWithin(sheet, marginMm)
    changes.push({
      name: 'layout',
      change: (strokes) => flatMapSteps(strokes, (stroke) => clipStrokes([stroke], box)),
    })
  }
  if (simplifyMm !== null) {
    changes.push({ name: 'simplify', change: unlessDotted((strokes) => simplifySteps(strokes, simplifyMm)) })
  }
  if (dedupeMm !== null || mergeMm !== null || minMm !== null) {
    changes.push({ name: 'merge', change: unlessDotted((strokes) => joinSteps(strokes, steps, keepsJoints)) })
  }
  return changes
}

function unlessDotted(change: (strokes: readonly Stroke[]) => Generator<number, Stroke[]>): Change {
  return function* (strokes, isDotted) {
    return isDotted ? strokes : yield* change(strokes)
  }
}

/** The parts with the strokes of their layers changed, in steps of a few milliseconds or a layer. Reports 0…1. */
function* changeInTurn(parts: readonly PlanPart[], to: Change): Generator<number, PlanPart[]> {
  const count = parts.reduce((sum, { layers }) => sum + layers.length, 0)
  const changed: PlanPart[] = []
  let i = 0
  for (const part of parts) {
    const layers: Layer[] = []
    for (const layer of part.layers) {
      yield i / count
      const change = to(strokesOf(layer.marks), part.isDotted ?? false)
      layers.push(withStrokes(layer, yield* scaled(change, i / count, ++i / count)))
    }
    changed.push({ ...part, layers })
  }
  return changed
}

function* joinSteps(
  strokes: readonly Stroke[],
  { simplifyMm, dedupeMm, mergeMm, minMm }: PlanSteps,
  keepsJoints: boolean,
): Generator<number, Stroke[]> {
  const single = yield* dedupeSteps(strokes, dedupeMm ?? 0)
  const merged = mergeMm === null ? single : yield* mergeSteps(single, mergeMm)
  // Where two ends met there may now be a point too many.
  const sparse = mergeMm === null || keepsJoints ? merged : yield* simplifySteps(merged, simplifyMm ?? 0)
  return minMm === null ? sparse : filterShort(sparse, minMm)
}
