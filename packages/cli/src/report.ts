import {
  type Device,
  type Drawing,
  type DrawingStats,
  type DrawnBefore,
  drawingStats,
  type StrokeSort,
} from '@plotline/strokes'
import type { Io } from './io.ts'
import type { Progress, StageTime } from './progress.ts'

/** What another order of the same strokes would cost; `ofPlanned` is its travel over that of the file written. */
export type OrderCost = {
  readonly sort: StrokeSort
  readonly penUpMm: number
  readonly plotSeconds: number
  readonly ofPlanned: number
}

/** What `--json` prints. */
export type DrawingReport = DrawingStats & {
  readonly input: string
  readonly output: string
  readonly style: string
  readonly seed: number
  readonly device?: string
  readonly isolatedBy?: string
  readonly edgesBy?: string
  /** As the drawing came in. */
  readonly before?: { readonly strokes: number; readonly penUpMm: number; readonly plotSeconds: number }
  /** Where the plot is taken up again, in percent of its time, and what is left out for that. */
  readonly from?: { readonly percent: number } & DrawnBefore
  /** A proven least travel, and how far above it this is, as a share. */
  readonly bound?: { readonly penUpMm: number; readonly gap: number }
  readonly costs?: readonly OrderCost[]
  readonly stages: readonly StageTime[]
  readonly warnings: readonly string[]
}

type Run = {
  readonly input: string
  readonly output: string
  readonly drawing: Drawing
  readonly device?: Device
  readonly isolatedBy?: string
  readonly edgesBy?: string
  readonly before?: Drawing
  readonly from?: DrawingReport['from']
  readonly boundMm?: number
  readonly costs?: readonly OrderCost[]
  readonly warnings: readonly string[]
  readonly json: boolean
}

/** Says what came out: one JSON object on stdout, or a line for people and their warnings on stderr. */
export function reportDrawing(io: Io, progress: Progress, run: Run): void {
  progress.clear()
  const { drawing, device, input, output, isolatedBy, edgesBy, from, boundMm, costs } = run
  const warnings = [...new Set(run.warnings)]
  const stats = drawingStats(drawing, device)
  const before = run.before && drawingStats(run.before, device)
  const gap = boundMm === undefined || boundMm === 0 ? undefined : stats.penUpMm / boundMm - 1
  if (run.json) {
    const report: DrawingReport = {
      input,
      output,
      style: drawing.meta.style,
      seed: drawing.meta.seed,
      ...(device ? { device: device.name } : {}),
      ...(isolatedBy ? { isolatedBy } : {}),
      ...(edgesBy ? { edgesBy } : {}),
      ...stats,
      ...(before
        ? { before: { strokes: before.strokes, penUpMm: before.penUpMm, plotSeconds: before.plotSeconds } }
        : {}),
      ...(from ? { from } : {}),
      ...(boundMm === undefined ? {} : { bound: { penUpMm: boundMm, gap: gap ?? 0 } }),
      ...(costs ? { costs } : {}),
      stages: progress.times,
      warnings,
    }
    writeJson(io, report)
    return
  }
  tellWarnings(io, input, warnings)
  const { strokes, penDownMm, penUpMm, plotSeconds } = stats
  const machine = device ? ` on ${device.label}` : ''
  io.stderr.write(
    `${output}: ${counted(strokes)}, ${meters(penDownMm)} drawn, ${meters(penUpMm)} in the air, about ${duration(plotSeconds)}${machine}\n`,
  )
  const drawn = stats.layers.filter((layer) => layer.strokes > 0)
  for (const layer of drawn.length > 1 ? drawn : []) {
    io.stderr.write(
      `  ${layer.name}: ${counted(layer.strokes)}, ${meters(layer.penDownMm)} drawn, about ${duration(layer.plotSeconds)}\n`,
    )
  }
  if (before) {
    io.stderr.write(
      `as given: ${counted(before.strokes)}, ${meters(before.penUpMm)} in the air, about ${duration(before.plotSeconds)}\n`,
    )
  }
  if (from) {
    io.stderr.write(
      `begins at ${from.percent} % of the time: ${counted(from.strokes)} and ${meters(from.penDownMm)} drawn before are left out\n`,
    )
  }
  if (boundMm !== undefined) {
    const above = gap === undefined ? '' : `; this is ${(gap * 100).toFixed(1)} % above it`
    io.stderr.write(`no order has less than ${meters(boundMm)} in the air${above}\n`)
  }
  for (const cost of costs ?? []) {
    io.stderr.write(
      `${cost.sort.padEnd(14)} ${meters(cost.penUpMm).padStart(8)} in the air, about ${duration(cost.plotSeconds)}\n`,
    )
  }
}

/** Says what to know, a line each; of several inputs with the one that it is about. */
export function tellWarnings(io: Io, input: string, warnings: readonly string[]): void {
  const of = io.batch ? `${input}: ` : ''
  for (const warning of warnings) io.stderr.write(`warning: ${of}${warning}\n`)
}

export function writeJson(io: Io, value: unknown): void {
  // Of several inputs each is told in a line of its own (JSON Lines).
  io.stdout.write(`${JSON.stringify(value, null, io.batch ? 0 : 2)}\n`)
}

/** 1 -> "1 stroke", 3 -> "3 strokes" */
function counted(strokes: number): string {
  return `${strokes} ${strokes === 1 ? 'stroke' : 'strokes'}`
}

function meters(mm: number): string {
  return `${(mm / 1000).toFixed(mm < 10_000 ? 2 : 1)} m`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
