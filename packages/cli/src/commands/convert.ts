import { readArguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import { placeDrawing, placementFlags, readPlacement } from '../placement.ts'
import { createProgress } from '../progress.ts'
import { readDrawingFile } from '../read-drawing-file.ts'
import { reportDrawing } from '../report.ts'
import { readTarget, targetFlags, writeTo } from '../target.ts'

/** `plotline convert IN -o OUT`: a drawing in another format, on another paper, for another machine. */
export async function convert(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IN'], {
    ...targetFlags,
    ...placementFlags,
  })
  const [input = ''] = positionals
  const target = await readTarget(values)
  const placement = readPlacement(values)

  const progress = createProgress(io, ['decode', 'layout', 'write'])
  const read = await progress.stage('decode', () => readDrawingFile(input))
  const placed = await placeDrawing(placement, { input, drawing: read.drawing, progress })
  const { drawing } = placed
  const written = await writeTo(target, { input, drawing, progress, signal: io.signal })
  const warnings = [...read.warnings, ...placed.warnings, ...written]
  reportDrawing(io, progress, { ...target, input, drawing, warnings, json: values.json })
}
