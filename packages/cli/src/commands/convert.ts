import { paperNames, relayoutDrawing } from '@plotline/vectorizer'
import { readArguments, readChoice } from '../arguments.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { readDrawingFile } from '../read-drawing-file.ts'
import { reportDrawing } from '../report.ts'
import { readTarget, targetFlags, writeTo } from '../target.ts'

/** `plotline convert IN -o OUT`: a drawing in another format, on another paper, for another machine. */
export async function convert(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IN'], {
    ...targetFlags,
    paper: { type: 'string' },
  })
  const [input = ''] = positionals
  const target = await readTarget(values)
  const paper = values.paper === undefined ? undefined : readChoice('--paper', values.paper, paperNames)

  const progress = createProgress(io, ['decode', 'layout', 'write'])
  const read = await progress.stage('decode', () => readDrawingFile(input))
  const drawing = await progress.stage('layout', () =>
    paper === undefined ? read.drawing : relayoutDrawing(read.drawing, { paper }),
  )
  const written = await writeTo(target, { input, drawing, progress, signal: io.signal })
  const warnings = [...read.warnings, ...written]
  reportDrawing(io, progress, { ...target, input, drawing, warnings, json: values.json })
}
