import { type Device, type Drawing, type DrawingStats, drawingStats } from '@plotline/vectorizer'
import type { Io } from './io.ts'
import type { Progress, StageTime } from './progress.ts'

/** What `--json` prints. */
export type DrawingReport = DrawingStats & {
  readonly input: string
  readonly output: string
  readonly style: string
  readonly seed: number
  readonly device?: string
  readonly isolatedBy?: string
  readonly stages: readonly StageTime[]
  readonly warnings: readonly string[]
}

type Run = {
  readonly input: string
  readonly output: string
  readonly drawing: Drawing
  readonly device?: Device
  readonly isolatedBy?: string
  readonly warnings: readonly string[]
  readonly json: boolean
}

/** Says what came out: one JSON object on stdout, or a line for people and their warnings on stderr. */
export function reportDrawing(io: Io, progress: Progress, run: Run): void {
  progress.clear()
  const { drawing, device, input, output, isolatedBy } = run
  const warnings = [...new Set(run.warnings)]
  const stats = drawingStats(drawing, device)
  if (run.json) {
    const report: DrawingReport = {
      input,
      output,
      style: drawing.meta.style,
      seed: drawing.meta.seed,
      ...(device ? { device: device.name } : {}),
      ...(isolatedBy ? { isolatedBy } : {}),
      ...stats,
      stages: progress.times,
      warnings,
    }
    writeJson(io, report)
    return
  }
  for (const warning of warnings) io.stderr.write(`warning: ${warning}\n`)
  const { strokes, penDownMm, penUpMm, plotSeconds } = stats
  const machine = device ? ` on ${device.label}` : ''
  io.stderr.write(
    `${output}: ${strokes} strokes, ${meters(penDownMm)} drawn, ${meters(penUpMm)} in the air, about ${duration(plotSeconds)}${machine}\n`,
  )
}

export function writeJson(io: Io, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

function meters(mm: number): string {
  return `${(mm / 1000).toFixed(mm < 10_000 ? 2 : 1)} m`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
