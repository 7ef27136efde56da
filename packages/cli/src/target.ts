import { type Device, type Drawing, type FormatName, findDevice, writeDrawing } from '@plotline/vectorizer'
import { naming } from './errors.ts'
import { checkOutput, formatOf, writeOutput } from './files.ts'
import type { Progress } from './progress.ts'

/** Where a drawing goes: the file of `-o`, in the format its extension names, for the machine of `--device`. */
export type Target = {
  readonly output: string
  readonly format: FormatName
  readonly device: Device | undefined
}

/** The flags of every command that ends in a drawing. */
export const targetFlags = {
  output: { type: 'string', short: 'o' },
  device: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** Fails before any work where the drawing could not be written in the end. */
export async function readTarget(flags: { output?: string; device?: string }): Promise<Target> {
  const output = await checkOutput(flags.output)
  const format = formatOf(output)
  const name = flags.device
  return {
    output,
    format,
    device: name === undefined ? undefined : await naming('--device', () => findDevice(name)),
  }
}

type Made = { input: string; drawing: Drawing; progress: Progress; signal: AbortSignal }

/** The last stage: what was made of `input` is written, or nothing is. Answers what to know before plotting. */
export async function writeTo(
  { output, format, device }: Target,
  { input, drawing, progress, signal }: Made,
): Promise<readonly string[]> {
  return progress.stage('write', async () => {
    const file = await naming(input, () => writeDrawing(drawing, format, { device }))
    await writeOutput(output, file.bytes, signal)
    return file.warnings
  })
}
