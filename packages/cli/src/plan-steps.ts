import { setImmediate } from 'node:timers/promises'
import {
  clipStrokes,
  type Device,
  type Drawing,
  dedupeStrokes,
  exitOf,
  filterShort,
  type Layer,
  mergeStrokes,
  multipassStrokes,
  type OrderLevel,
  placeSeamsBy,
  reloopStrokes,
  type SeamKind,
  type Stroke,
  type StrokeSort,
  simplifyStrokes,
  sortLayerSteps,
  splitForRefills,
  travelBound,
} from '@plotline/vectorizer'
import type { Progress } from './progress.ts'

/** What is done to a drawing, in the order of the list; null leaves that out. Lengths in mm. */
export type PlanSteps = {
  readonly marginMm: number | null
  readonly simplifyMm: number | null
  readonly dedupeMm: number | null
  readonly mergeMm: number | null
  readonly minMm: number | null
  /** Null leaves the order as it is. */
  readonly order: OrderLevel | null
  readonly sort: StrokeSort
  readonly reloop: boolean
  readonly seams: SeamKind
  readonly passes: number
  readonly refillMm: number | null
}

const home = { x: 0, y: 0 }

/** Runs the steps that are asked for on every layer; lets an interrupt in between them. */
export async function planDrawing(
  drawing: Drawing,
  steps: PlanSteps,
  device: Device | undefined,
  progress: Progress,
  signal: AbortSignal,
): Promise<Drawing> {
  const { marginMm, simplifyMm, dedupeMm, mergeMm, minMm, passes, refillMm } = steps
  let layers: readonly Layer[] = drawing.layers
  const change = async (to: (strokes: readonly Stroke[]) => Stroke[]) => {
    const changed: Layer[] = []
    for (const layer of layers) {
      await setImmediate(undefined, { signal })
      changed.push({ ...layer, strokes: to(layer.strokes) })
    }
    layers = changed
  }
  if (marginMm !== null) {
    const { widthMm, heightMm } = drawing.sheet
    const box = { minX: marginMm, minY: marginMm, maxX: widthMm - marginMm, maxY: heightMm - marginMm }
    await progress.stage('layout', () => change((strokes) => clipStrokes(strokes, box)))
  }
  if (simplifyMm !== null)
    await progress.stage('simplify', () => change((strokes) => simplifyStrokes(strokes, simplifyMm)))
  if (dedupeMm !== null || mergeMm !== null || minMm !== null) {
    await progress.stage('merge', () =>
      change((strokes) => {
        const single = dedupeStrokes(strokes, dedupeMm ?? 0)
        // Where two ends met there may now be a point too many.
        const merged =
          mergeMm === null ? single : simplifyStrokes(mergeStrokes(single, mergeMm), simplifyMm ?? 0)
        return minMm === null ? merged : filterShort(merged, minMm)
      }),
    )
  }
  if (steps.order !== null || steps.reloop || steps.sort !== 'travel') {
    layers = await progress.stage('order', (share) => orderLayers(layers, steps, device, share, signal))
  }
  if (steps.seams !== 'travel') await change((strokes) => placeSeamsBy(strokes, steps.seams))
  if (passes > 1) await change((strokes) => multipassStrokes(strokes, passes))
  return { ...drawing, layers: splitForRefills(layers, refillMm ?? undefined) }
}

/** Each layer goes on from where the one before it ends. Ordering also enters loops where that is nearest. */
async function orderLayers(
  layers: readonly Layer[],
  { order, sort, reloop }: PlanSteps,
  device: Device | undefined,
  share: (share: number) => void,
  signal: AbortSignal,
): Promise<Layer[]> {
  const isOrdered = sort !== 'travel' || (order !== null && order !== 'none')
  if (isOrdered) {
    const level = order ?? 'good'
    return finish(sortLayerSteps(layers, { level, sort, device, start: home }), signal, share)
  }
  let start = home
  return layers.map((layer) => {
    const strokes = reloop ? reloopStrokes(layer.strokes, start) : [...layer.strokes]
    start = exitOf(strokes.at(-1)) ?? start
    return { ...layer, strokes }
  })
}

/** The least way with the pen up that any order of the drawing's strokes can have, from the corner where it is the first layer. */
export async function boundOf(drawing: Drawing, penUpMm: number, signal: AbortSignal): Promise<number> {
  const drawn = drawing.layers.filter(({ strokes }) => strokes.length > 0)
  let bound = 0
  for (const [i, { strokes }] of drawn.entries()) {
    const isAlone = drawn.length === 1
    bound += await finish(
      travelBound(strokes, { start: i === 0 ? home : undefined, knownMm: isAlone ? penUpMm : undefined }),
      signal,
    )
  }
  return bound
}

/** Runs work in steps to its end, with a breath for an interrupt between two of them. */
export async function finish<T>(
  steps: Generator<number, T>,
  signal: AbortSignal,
  share: (share: number) => void = () => {},
): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    share(step.value)
    await setImmediate(undefined, { signal })
  }
}
