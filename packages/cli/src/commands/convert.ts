import { findDevice, paperNames, relayoutDrawing, writeDrawing } from '@plotline/vectorizer'
import { readArguments, readChoice } from '../arguments.ts'
import { naming } from '../errors.ts'
import { checkOutput, formatOf, writeOutput } from '../files.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { readDrawingFile } from '../read-drawing-file.ts'
import { reportDrawing } from '../report.ts'

/** `plotline convert IN -o OUT`: a drawing in another format, on another paper, for another machine. */
export async function convert(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IN'], {
    output: { type: 'string', short: 'o' },
    paper: { type: 'string' },
    device: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const [input = ''] = positionals
  const output = await checkOutput(values.output)
  const format = formatOf(output)
  const device =
    values.device === undefined ? undefined : await naming('--device', () => findDevice(values.device ?? ''))
  const paper = values.paper === undefined ? undefined : readChoice('--paper', values.paper, paperNames)

  const progress = createProgress(io, ['decode', 'layout', 'write'])
  const read = await progress.stage('decode', () => readDrawingFile(input))
  const drawing = await progress.stage('layout', () =>
    paper === undefined ? read.drawing : relayoutDrawing(read.drawing, { paper }),
  )
  const written = await progress.stage('write', async () => {
    const file = await naming(input, () => writeDrawing(drawing, format, { device }))
    await writeOutput(output, file.bytes, io.signal)
    return file
  })
  const warnings = [...read.warnings, ...written.warnings]
  reportDrawing(io, progress, { input, output, drawing, device, warnings, json: values.json })
}
