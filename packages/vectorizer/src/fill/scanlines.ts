import { type Pace, unpaced } from '../raster/pace.ts'
import { samplePlane } from '../raster/plane.ts'
import type { Place } from '../style.ts'
import type { Plane, Stroke } from '../types.ts'

/** One family of parallel lines. */
export type LineSet = {
  readonly angleDeg: number
  readonly spacingMm: number
  /** Where the family lies: line number i is at (i + phase) * spacing from the sheet's middle. */
  readonly phase: number
  /** Line number i is drawn where the wanted coverage is above this. */
  readonly thresholdOf: (line: number) => number
}

export type ScanOptions = {
  /** Pieces shorter than this are left out, gaps shorter than this are drawn through. */
  readonly minRunMm: number
  readonly minGapMm: number
}

/**
 * Parallel strokes where a plane of wanted ink coverage is above each line's threshold, cut exactly where it crosses
 * (between pixels, by linear interpolation). Strokes in sheet mm, line by line.
 */
export async function scanLines(
  coverage: Plane,
  place: Place,
  set: LineSet,
  { minRunMm, minGapMm }: ScanOptions,
  pace: Pace = unpaced,
): Promise<Stroke[]> {
  const { mmPerPx, xMm, yMm } = place
  const angle = (set.angleDeg * Math.PI) / 180
  // y runs down, so a positive angle leans to the right as on paper.
  const ux = Math.cos(angle)
  const uy = -Math.sin(angle)
  const width = coverage.width * mmPerPx
  const height = coverage.height * mmPerPx
  const reach = (Math.abs(uy) * width + Math.abs(ux) * height) / 2
  const first = Math.ceil(-reach / set.spacingMm - set.phase)
  const last = Math.floor(reach / set.spacingMm - set.phase)
  const strokes: Stroke[] = []
  for (let line = first; line <= last; line++) {
    const away = (line + set.phase) * set.spacingMm
    const x0 = width / 2 - uy * away
    const y0 = height / 2 + ux * away
    const span = clipLine(x0, y0, ux, uy, width, height)
    if (!span) continue
    const runs = runsAlong(coverage, x0 / mmPerPx, y0 / mmPerPx, ux, uy, span, mmPerPx, set.thresholdOf(line))
    for (const { from, to } of tidyRuns(runs, minRunMm, minGapMm)) {
      const points = Float64Array.of(
        xMm + x0 + ux * from,
        yMm + y0 + uy * from,
        xMm + x0 + ux * to,
        yMm + y0 + uy * to,
      )
      strokes.push({ points, closed: false })
    }
    await pace(((span.to - span.from) / mmPerPx) * 15)
  }
  return strokes
}

type Span = { from: number; to: number }

/** The part of a line inside the rectangle (0, 0) … (width, height), as distances along it. */
function clipLine(x: number, y: number, ux: number, uy: number, width: number, height: number): Span | null {
  let from = Number.NEGATIVE_INFINITY
  let to = Number.POSITIVE_INFINITY
  for (const [at, step, size] of [
    [x, ux, width],
    [y, uy, height],
  ]) {
    if (Math.abs(step) < 1e-12) {
      if (at < 0 || at > size) return null
      continue
    }
    from = Math.max(from, Math.min(-at / step, (size - at) / step))
    to = Math.min(to, Math.max(-at / step, (size - at) / step))
  }
  return to > from ? { from, to } : null
}

/** Samples about every pixel; `from` and `to` of spans and runs are mm along the line. */
function runsAlong(
  coverage: Plane,
  xPx: number,
  yPx: number,
  ux: number,
  uy: number,
  span: Span,
  mmPerPx: number,
  threshold: number,
): Span[] {
  const runs: Span[] = []
  const steps = Math.max(1, Math.ceil((span.to - span.from) / mmPerPx))
  const step = (span.to - span.from) / steps
  let start = Number.NaN
  let before = 0
  for (let k = 0; k <= steps; k++) {
    const along = span.from + k * step
    const here = samplePlane(coverage, xPx + (ux * along) / mmPerPx, yPx + (uy * along) / mmPerPx) - threshold
    const crossing = k === 0 ? along : along - step * (here / (here - before))
    if (here > 0 && Number.isNaN(start)) start = crossing
    if (here <= 0 && !Number.isNaN(start)) {
      runs.push({ from: start, to: crossing })
      start = Number.NaN
    }
    before = here
  }
  if (!Number.isNaN(start)) runs.push({ from: start, to: span.to })
  return runs
}

function tidyRuns(runs: readonly Span[], minRunMm: number, minGapMm: number): Span[] {
  const closed: Span[] = []
  for (const run of runs) {
    const previous = closed[closed.length - 1]
    if (previous && run.from - previous.to < minGapMm) previous.to = run.to
    else closed.push({ ...run })
  }
  return closed.filter(({ from, to }) => to - from >= minRunMm)
}
