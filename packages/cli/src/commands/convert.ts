import { readArguments } from '../arguments.ts'
import { UsageError } from '../errors.ts'
import { type Fill, fillDrawing, fillFlags, readFill } from '../flags/fill.ts'
import { isPlaced, type Placement, placeDrawing, placementFlags, readPlacement } from '../flags/placement.ts'
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
import { createProgress } from '../progress.ts'
import { reportDrawing } from '../report.ts'

/** `plotline convert IN -o OUT`: a drawing in another format, on another paper, for another machine. */
export async function convert(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IN …'], {
    ...targetFlags,
    ...placementFlags,
    ...fillFlags,
    ...readingFlags,
  })
  const targets = await readTargets(positionals, values, drawingEndings)
  const placement = readPlacement(values)
  if (values.margin !== undefined && !isPlaced(placement))
    throw new UsageError('--margin: expected --paper, --rotate, --width or --at beside it')
  const fill = readFill(values)
  const reading = readReading(values)
  await forEachItem(io, targets, (target, one) =>
    convertOne(target, { ...values, placement, fill, reading }, one),
  )
}

async function convertOne(
  { input, ...target }: Targeted,
  {
    placement,
    fill,
    reading,
    json,
  }: { placement: Placement; fill: Fill | null; reading: Reading; json: boolean },
  io: Io,
): Promise<void> {
  const progress = createProgress(io, ['decode', 'layout', 'fill', 'write'])
  const read = await progress.stage('decode', () => readDrawingFile(input, { io, ...reading }))
  const placed = await placeDrawing(placement, { input, drawing: read.drawing, progress })
  const drawing = await fillDrawing(fill, {
    input,
    drawing: placed.drawing,
    progress,
    signal: io.signal,
  })
  const written = await writeTo(target, { input, drawing, progress, io })
  const warnings = [...read.warnings, ...placed.warnings, ...written]
  reportDrawing(io, progress, { ...target, input, drawing, warnings, json })
}
