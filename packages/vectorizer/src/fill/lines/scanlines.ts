import type { Plane, Stroke } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { samplePlane } from '@plotline/strokes/tone/plane'
import type { Place } from '../../style.ts'

/** One family of parallel lines; line number 0 goes through the middle of the image. */
export type LineSet = {
  readonly angleDeg: number
  readonly spacingMm: number
  /** A line is drawn where the wanted coverage is above this. */
  readonly thresholdOf: (line: number) => number
  /** How many numbers away the nearest lines lie that begin at a like tone. */
  readonly strideOf: (line: number) => number
}

export type ScanOptions = {
  /** Pieces shorter than this are left out. */
  readonly minRunMm: number
  /** Gaps shorter than this are drawn through. */
  readonly minGapMm: number
  /** Pieces shorter than this need a piece beside them: a dash alone is a speck, a row of dashes is a tone. */
  readonly loneRunMm: number
}

/**
 * Parallel strokes where a plane of wanted ink coverage is above each line's threshold, cut exactly where it crosses
 * (between pixels, by linear interpolation). Strokes in sheet mm, line by line.
 */
export async function scanLines(
  coverage: Plane,
  place: Place,
  set: LineSet,
  { minRunMm, minGapMm, loneRunMm }: ScanOptions,
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
  const outermost = Math.floor(reach / set.spacingMm)
  const rows = new Map<number, Span[]>()
  for (let line = -outermost; line <= outermost; line++) {
    const x = width / 2 - uy * line * set.spacingMm
    const y = height / 2 + ux * line * set.spacingMm
    const span = clipLine(x, y, ux, uy, width, height)
    if (!span) continue
    const runs = runsAlong(coverage, x / mmPerPx, y / mmPerPx, ux, uy, span, mmPerPx, set.thresholdOf(line))
    rows.set(line, tidyRuns(runs, minRunMm, minGapMm))
    await pace(((span.to - span.from) / mmPerPx) * 15)
  }
  const strokes: Stroke[] = []
  for (const [line, runs] of rows) {
    const stride = set.strideOf(line)
    const beside = [...(rows.get(line - stride) ?? []), ...(rows.get(line + stride) ?? [])]
    const x = xMm + width / 2 - uy * line * set.spacingMm
    const y = yMm + height / 2 + ux * line * set.spacingMm
    for (const { from, to } of runs) {
      const isLone = !beside.some((other) => other.from < to + minGapMm && other.to > from - minGapMm)
      if (isLone && to - from < loneRunMm) continue
      strokes.push({
        points: Float64Array.of(x + ux * from, y + uy * from, x + ux * to, y + uy * to),
        closed: false,
      })
    }
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
