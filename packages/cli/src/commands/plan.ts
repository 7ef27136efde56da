import { isDeepStrictEqual } from 'node:util'
import {
  type Device,
  type Drawing,
  drawingStats,
  noPlanSteps,
  type OrderLevel,
  orderLevels,
  type PlanSteps,
  seamKinds,
  sortLayerSteps,
  strokeSorts,
} from '@plotline/vectorizer'
import { readArguments, readChoice, readNumber } from '../arguments.ts'
import type { Io } from '../io.ts'
import { placeDrawing, placementFlags, readPlacement } from '../placement.ts'
import { boundOf, finish, planDrawing } from '../plan-steps.ts'
import { createProgress } from '../progress.ts'
import { readDrawingFile } from '../read-drawing-file.ts'
import { type OrderCost, reportDrawing } from '../report.ts'
import { readTarget, targetFlags, writeTo } from '../target.ts'

const flags = {
  ...targetFlags,
  ...placementFlags,
  occlude: { type: 'boolean', default: false },
  margin: { type: 'string' },
  merge: { type: 'string' },
  simplify: { type: 'string' },
  dedupe: { type: 'string' },
  min: { type: 'string' },
  order: { type: 'boolean', default: false },
  level: { type: 'string' },
  sort: { type: 'string' },
  reloop: { type: 'boolean', default: false },
  seams: { type: 'string' },
  passes: { type: 'string' },
  refill: { type: 'string' },
  bound: { type: 'boolean', default: false },
  costs: { type: 'boolean', default: false },
} as const

/** `plotline plan IN -o OUT`: any drawing with fewer points, fewer strokes and less travel; the ink stays. */
export async function plan(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IN'], flags)
  const [input = ''] = positionals
  const target = await readTarget(values)
  const { device } = target
  const steps = stepsFrom(values)
  const placement = readPlacement(values)

  const progress = createProgress(io, ['decode', 'layout', 'simplify', 'merge', 'order', 'write'])
  // A drawing knows no order between fills and strokes, its file does: hidden lines are left out as it is read.
  const { drawing, seen, warnings } = await progress.stage('decode', () =>
    readDrawingFile(input, { occlude: values.occlude }),
  )
  const placed = await placeDrawing(placement, { input, drawing: seen, progress })
  const planned = await planDrawing(placed.drawing, steps, device, progress, io.signal)
  const stats = drawingStats(planned, device)
  const boundMm = values.bound ? await boundOf(planned, stats.penUpMm, io.signal) : undefined
  const costs = values.costs
    ? await costsOf(planned, steps.order ?? 'good', device, stats.penUpMm, io.signal)
    : undefined
  const written = await writeTo(target, { input, drawing: planned, progress, signal: io.signal })
  reportDrawing(io, progress, {
    ...target,
    input,
    drawing: planned,
    // What is drawn in another place is compared with itself there.
    before: placed.drawing === seen ? drawing : placed.drawing,
    boundMm,
    costs,
    warnings: [...warnings, ...placed.warnings, ...written],
    json: values.json,
  })
}

type Values = { [name in keyof typeof flags]?: string | boolean }

/** The steps that flags ask for; with none of them those that suit any drawing. */
function stepsFrom(values: Values): PlanSteps {
  const length = (flag: 'margin' | 'simplify' | 'dedupe' | 'merge' | 'min' | 'refill', most: number) => {
    const text = values[flag]
    return typeof text === 'string' ? readNumber(`--${flag}`, text, 0, most) : null
  }
  const text = (flag: 'level' | 'sort' | 'seams' | 'passes') => {
    const value = values[flag]
    return typeof value === 'string' ? value : undefined
  }
  const [level, sort, seams, passes] = [text('level'), text('sort'), text('seams'), text('passes')]
  const steps: PlanSteps = {
    marginMm: length('margin', 1000),
    simplifyMm: length('simplify', 100),
    dedupeMm: length('dedupe', 100),
    mergeMm: length('merge', 1000),
    minMm: length('min', 1000),
    order: values.order || level !== undefined ? readChoice('--level', level ?? 'good', orderLevels) : null,
    sort: sort === undefined ? 'travel' : readChoice('--sort', sort, strokeSorts),
    reloop: values.reloop === true,
    seams: seams === undefined ? 'travel' : readChoice('--seams', seams, seamKinds),
    passes: passes === undefined ? 1 : Math.trunc(readNumber('--passes', passes, 1, 100)),
    refillMm: length('refill', 1e7),
  }
  const isAsked = values.occlude === true || !isDeepStrictEqual(steps, noPlanSteps)
  return isAsked ? steps : { ...steps, simplifyMm: 0.02, mergeMm: 0.1, order: 'good' }
}

/** What every kind of order would cost. */
async function costsOf(
  drawing: Drawing,
  level: OrderLevel,
  device: Device | undefined,
  knownMm: number,
  signal: AbortSignal,
): Promise<OrderCost[]> {
  const costs: OrderCost[] = []
  for (const sort of strokeSorts) {
    const layers = await finish(sortLayerSteps(drawing.layers, { level, sort, device }), signal)
    const { penUpMm, plotSeconds } = drawingStats({ ...drawing, layers }, device)
    costs.push({ sort, penUpMm, plotSeconds, ofPlanned: knownMm > 0 ? penUpMm / knownMm : 1 })
  }
  return costs
}
