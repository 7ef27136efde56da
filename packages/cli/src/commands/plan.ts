import { setImmediate } from 'node:timers/promises'
import {
  type Drawing,
  type Layer,
  mergeStrokes,
  type OrderLevel,
  orderLevels,
  orderSteps,
  reloopStrokes,
  type Stroke,
  simplifyStrokes,
} from '@plotline/vectorizer'
import { readArguments, readChoice, readNumber } from '../arguments.ts'
import type { Io } from '../io.ts'
import { createProgress, type Progress } from '../progress.ts'
import { readDrawingFile } from '../read-drawing-file.ts'
import { reportDrawing } from '../report.ts'
import { readTarget, targetFlags, writeTo } from '../target.ts'

type Steps = {
  readonly simplifyMm: number | null
  readonly mergeMm: number | null
  /** Null leaves the order as it is. */
  readonly order: OrderLevel | null
  readonly reloop: boolean
}
type Point = { readonly x: number; readonly y: number }

/** What `plan` does when nothing in particular is asked of it. */
const allSteps: Steps = { simplifyMm: 0.02, mergeMm: 0.1, order: 'good', reloop: false }

/** `plotline plan IN -o OUT`: any drawing with fewer points, fewer strokes and less travel; the ink stays. */
export async function plan(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IN'], {
    ...targetFlags,
    merge: { type: 'string' },
    simplify: { type: 'string' },
    order: { type: 'boolean', default: false },
    level: { type: 'string' },
    reloop: { type: 'boolean', default: false },
  })
  const [input = ''] = positionals
  const target = await readTarget(values)
  const asked: Steps = {
    simplifyMm: values.simplify === undefined ? null : readNumber('--simplify', values.simplify, 0, 100),
    mergeMm: values.merge === undefined ? null : readNumber('--merge', values.merge, 0, 1000),
    order:
      values.order || values.level !== undefined
        ? readChoice('--level', values.level ?? 'good', orderLevels)
        : null,
    reloop: values.reloop,
  }
  const isAsked = asked.simplifyMm !== null || asked.mergeMm !== null || asked.order !== null || asked.reloop

  const progress = createProgress(io, ['decode', 'simplify', 'merge', 'order', 'write'])
  const { drawing, warnings } = await progress.stage('decode', () => readDrawingFile(input))
  const planned = await planDrawing(drawing, isAsked ? asked : allSteps, progress, io.signal)
  const written = await writeTo(target, { input, drawing: planned, progress, signal: io.signal })
  const all = [...warnings, ...written]
  reportDrawing(io, progress, { ...target, input, drawing: planned, warnings: all, json: values.json })
}

async function planDrawing(
  drawing: Drawing,
  steps: Steps,
  progress: Progress,
  signal: AbortSignal,
): Promise<Drawing> {
  const { simplifyMm, mergeMm } = steps
  let layers: readonly Layer[] = drawing.layers
  if (simplifyMm !== null) {
    layers = await progress.stage('simplify', () =>
      eachLayer(layers, (strokes) => simplifyStrokes(strokes, simplifyMm), signal),
    )
  }
  if (mergeMm !== null) {
    layers = await progress.stage('merge', () =>
      // Where two ends met there may now be a point too many.
      eachLayer(
        layers,
        (strokes) => simplifyStrokes(mergeStrokes(strokes, mergeMm), simplifyMm ?? 0),
        signal,
      ),
    )
  }
  if (steps.order !== null || steps.reloop) {
    layers = await progress.stage('order', (share) => orderLayers(layers, steps, share, signal))
  }
  return { ...drawing, layers }
}

/** Lets an interrupt in between two layers. */
async function eachLayer(
  layers: readonly Layer[],
  change: (strokes: readonly Stroke[]) => Stroke[],
  signal: AbortSignal,
): Promise<Layer[]> {
  const changed: Layer[] = []
  for (const layer of layers) {
    await setImmediate(undefined, { signal })
    changed.push({ ...layer, strokes: change(layer.strokes) })
  }
  return changed
}

/** Each layer goes on from where the one before it ends. Ordering also enters loops where that is nearest. */
async function orderLayers(
  layers: readonly Layer[],
  { order, reloop }: Steps,
  share: (share: number) => void,
  signal: AbortSignal,
): Promise<Layer[]> {
  const ordered: Layer[] = []
  let start: Point = { x: 0, y: 0 }
  for (const layer of layers) {
    const inOrder = await orderOne(layer.strokes, order ?? 'none', start, signal)
    const isOrdered = order !== null && order !== 'none'
    const strokes = reloop && !isOrdered ? reloopStrokes(inOrder, start) : inOrder
    ordered.push({ ...layer, strokes })
    start = exitOf(strokes) ?? start
    share(ordered.length / layers.length)
  }
  return ordered
}

async function orderOne(
  strokes: readonly Stroke[],
  level: OrderLevel,
  start: Point,
  signal: AbortSignal,
): Promise<Stroke[]> {
  const steps = orderSteps(strokes, { level, start })
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    await setImmediate(undefined, { signal })
  }
}

function exitOf(strokes: readonly Stroke[]): Point | null {
  const last = strokes.at(-1)
  if (!last || last.points.length === 0) return null
  const at = last.closed ? 0 : last.points.length - 2
  return { x: last.points[at] ?? 0, y: last.points[at + 1] ?? 0 }
}
