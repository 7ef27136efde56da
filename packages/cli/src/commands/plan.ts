import {
  boxWithin,
  clipStrokes,
  type Device,
  type Drawing,
  drawingStats,
  noPlanSteps,
  orderLevels,
  overlapShare,
  type PlanSteps,
  plotFrom,
  seamKinds,
  strokeSorts,
  strokesLength,
} from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { readArguments, readChoice, readNumber } from '../arguments.ts'
import { naming } from '../errors.ts'
import { type Fill, fillDrawing, fillFlags, readFill } from '../flags/fill.ts'
import { checkPassesOf, readPasses } from '../flags/passes.ts'
import {
  cutWarnings,
  isPlaced,
  type Placement,
  placeDrawing,
  placementFlags,
  readPlacement,
} from '../flags/placement.ts'
import { boundOf, planDrawing } from '../flags/plan-steps.ts'
import {
  drawingEndings,
  type Reading,
  readDrawingFile,
  readingFlags,
  readReading,
} from '../flags/read-drawing-file.ts'
import { readTargets, type Targeted, targetFlags, writeTo } from '../flags/target.ts'
import { forEachItem } from '../inputs.ts'
import type { Io } from '../io.ts'
import { createProgress, type Progress } from '../progress.ts'
import { type OrderCost, reportDrawing } from '../report.ts'

const flags = {
  ...targetFlags,
  ...placementFlags,
  ...fillFlags,
  ...readingFlags,
  occlude: { type: 'boolean', default: false },
  merge: { type: 'string' },
  simplify: { type: 'string' },
  dedupe: { type: 'string' },
  min: { type: 'string' },
  order: { type: 'boolean', default: false },
  level: { type: 'string' },
  sort: { type: 'string' },
  reloop: { type: 'boolean', default: false },
  seams: { type: 'string' },
  passes: { type: 'string', multiple: true },
  from: { type: 'string' },
  refill: { type: 'string' },
  bound: { type: 'boolean', default: false },
  costs: { type: 'boolean', default: false },
} as const

/** `plotline plan IN -o OUT`: any drawing with fewer points, fewer strokes and less travel; the ink stays. */
export async function plan(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IN …'], flags)
  const targets = await readTargets(positionals, values, drawingEndings)
  const placement = readPlacement(values)
  const asked = {
    ...values,
    steps: stepsFrom(values, placement),
    placement,
    fill: readFill(values),
    reading: readReading(values),
    fromPercent: values.from === undefined ? 0 : readNumber('--from', values.from, 0, 100),
  }
  await forEachItem(io, targets, (target, one) => planOne(target, asked, one))
}

type Asked = {
  readonly steps: PlanSteps
  readonly placement: Placement
  readonly fill: Fill | null
  readonly reading: Reading
  readonly fromPercent: number
  readonly occlude: boolean
  readonly bound: boolean
  readonly costs: boolean
  readonly json: boolean
}

async function planOne(
  { input, ...target }: Targeted,
  { steps, placement, fill, reading, fromPercent, ...values }: Asked,
  io: Io,
): Promise<void> {
  const { device } = target
  const progress = createProgress(io, ['decode', 'layout', 'fill', 'simplify', 'merge', 'order', 'write'])
  // A drawing knows no order between fills and strokes, its file does: hidden lines are left out as it is read.
  const { drawing, seen, warnings } = await progress.stage('decode', () =>
    readDrawingFile(input, { io, occlude: values.occlude, ...reading }),
  )
  checkPassesOf(steps.passesOf, seen, input)
  const placed = await placeDrawing(placement, { input, drawing: seen, progress })
  const filled = await fillDrawing(fill, {
    input,
    drawing: placed.drawing,
    progress,
    signal: io.signal,
  })
  const whole = await planDrawing(filled, steps, device, progress, io.signal)
  const cut = steps.marginMm === null ? [] : cutWarnings(inkBeyond(filled, steps.marginMm))
  const { drawing: planned, before: drawnBefore } = await naming(`${input}: --from`, () =>
    plotFrom(whole, fromPercent, device),
  )
  const stats = drawingStats(planned, device)
  const boundMm = values.bound ? await boundOf(planned, stats.penUpMm, io.signal) : undefined
  const costs = values.costs
    ? await costsOf(filled, steps, {
        device,
        progress,
        knownMm: drawingStats(whole, device).penUpMm,
        signal: io.signal,
      })
    : undefined
  const written = await writeTo(target, { input, drawing: planned, progress, io })
  reportDrawing(io, progress, {
    ...target,
    input,
    drawing: planned,
    // What is drawn in another place is compared with itself there.
    before: placed.drawing === seen ? drawing : placed.drawing,
    ...(fromPercent > 0 ? { from: { percent: fromPercent, ...drawnBefore } } : {}),
    boundMm,
    costs,
    warnings: [
      ...warnings,
      ...placed.warnings,
      ...cut,
      ...(fromPercent > 0 ? [] : overlapWarnings(placed.drawing, steps)),
      ...written,
    ],
    json: values.json,
  })
}

/** Beyond this share, doubled ink is worth a flag. */
const toldShare = 0.02
/** What the flag would be given: lines so near are one to the eye. */
const doubledMm = 0.05

/** Tells of ink that lies on other ink of its layer, where nothing was asked to leave it out. */
function overlapWarnings({ layers }: Drawing, { dedupeMm }: PlanSteps): string[] {
  const share = dedupeMm === null ? overlapShare(layers, doubledMm) : 0
  if (share <= toldShare) return []
  return [
    `About ${(share * 100).toFixed(0)} % of the ink is drawn twice: --dedupe ${doubledMm} leaves it out`,
  ]
}

type Values = { [name in keyof typeof flags]?: string | boolean | readonly string[] }

/** The steps that flags ask for; where none says how strokes are joined or ordered, as suits any drawing. */
function stepsFrom(values: Values, placement: Placement): PlanSteps {
  const length = (
    flag: 'margin' | 'simplify' | 'dedupe' | 'merge' | 'min' | 'refill',
    most: number,
    least = 0,
  ) => {
    const text = values[flag]
    return typeof text === 'string' ? readNumber(`--${flag}`, text, least, most) : null
  }
  const text = (flag: 'level' | 'sort' | 'seams') => {
    const value = values[flag]
    return typeof value === 'string' ? value : undefined
  }
  const [level, sort, seams] = [text('level'), text('sort'), text('seams')]
  const steps: PlanSteps = {
    // What is placed anew is placed within its margin; else what lies beyond is cut off.
    marginMm: isPlaced(placement) ? null : length('margin', 1000),
    simplifyMm: length('simplify', 100),
    dedupeMm: length('dedupe', 100),
    mergeMm: length('merge', 1000),
    minMm: length('min', 1000),
    order: values.order || level !== undefined ? readChoice('--level', level ?? 'good', orderLevels) : null,
    sort: sort === undefined ? 'travel' : readChoice('--sort', sort, strokeSorts),
    reloop: values.reloop === true,
    seams: seams === undefined ? 'travel' : readChoice('--seams', seams, seamKinds),
    ...readPasses(Array.isArray(values.passes) ? values.passes : []),
    refillMm: length('refill', 1e6, 10),
  }
  // The rest of a plot is that of the file that was plotted: in its order, unless its flags are given again.
  const isRest = values.from !== undefined
  const { simplifyMm, mergeMm, minMm, order, reloop } = steps
  const isNamed = [simplifyMm, mergeMm, minMm, order].some((step) => step !== null)
  if (isRest || isNamed || reloop || steps.sort !== 'travel') return steps
  return { ...steps, simplifyMm: 0.02, mergeMm: 0.1, order: 'good' }
}

/** The ink that lies outside a margin, in mm. */
function inkBeyond({ sheet, layers }: Drawing, marginMm: number): number {
  const strokes = layers.flatMap((layer) => strokesOf(layer.marks))
  return strokesLength(strokes) - strokesLength(clipStrokes(strokes, boxWithin(sheet, marginMm)))
}

type Cost = {
  device: Device | undefined
  progress: Progress
  /** The travel of the order that was asked for. */
  knownMm: number
  signal: AbortSignal
}

/** What every kind of order would cost, all else as asked for. */
async function costsOf(
  drawing: Drawing,
  steps: PlanSteps,
  { device, progress, knownMm, signal }: Cost,
): Promise<OrderCost[]> {
  const { order, sort, reloop, seams, passes, passesOf, refillMm, ...cleaning } = steps
  const clean = await planDrawing(drawing, { ...noPlanSteps, ...cleaning }, device, progress, signal)
  const costs: OrderCost[] = []
  for (const kind of strokeSorts) {
    const ordering = { order: order ?? 'good', sort: kind, reloop, seams, passes, passesOf, refillMm }
    const planned = await planDrawing(clean, { ...noPlanSteps, ...ordering }, device, progress, signal)
    const { penUpMm, plotSeconds } = drawingStats(planned, device)
    costs.push({ sort: kind, penUpMm, plotSeconds, ofPlanned: knownMm > 0 ? penUpMm / knownMm : 1 })
  }
  return costs
}
