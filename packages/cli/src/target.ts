import {
  type Device,
  type Drawing,
  deviceSchema,
  type FormatName,
  findDevice,
  type HpglForm,
  hpglForms,
  writeDrawing,
  writePerPen,
} from '@plotline/vectorizer'
import { readChoice } from './arguments.ts'
import { firstIssue, naming, UsageError } from './errors.ts'
import { checkOutput, formatOf, readInput, writeOutput } from './files.ts'
import type { Progress } from './progress.ts'

/** Where a drawing goes: the file of `-o`, in the format its extension names, for the machine of `--device` or `--device-file`. */
export type Target = {
  readonly output: string
  readonly format: FormatName
  /** Whether there is a file per pen, in a zip. */
  readonly isPerPen: boolean
  readonly device: Device | undefined
  readonly svg: SvgVariant | undefined
  readonly hpgl: HpglForm | undefined
}

const svgVariants = ['plain', 'preview'] as const
type SvgVariant = (typeof svgVariants)[number]

/** The flags of every command that ends in a drawing. */
export const targetFlags = {
  output: { type: 'string', short: 'o' },
  device: { type: 'string' },
  'device-file': { type: 'string' },
  svg: { type: 'string' },
  hpgl: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** Fails before any work where the drawing could not be written in the end. */
export async function readTarget(flags: {
  output?: string
  device?: string
  'device-file'?: string
  svg?: string
  hpgl?: string
}): Promise<Target> {
  const output = await checkOutput(flags.output)
  const isPerPen = /\.zip$/i.test(output)
  const format = formatOf(isPerPen ? output.slice(0, -4) : output)
  const { device: name, 'device-file': file } = flags
  if (name !== undefined && file !== undefined)
    throw new UsageError('--device and --device-file: expected one of them')
  return {
    output,
    format,
    isPerPen,
    device:
      file !== undefined
        ? await readDeviceFile(file)
        : name === undefined
          ? undefined
          : await naming('--device', () => findDevice(name)),
    svg: flags.svg === undefined ? undefined : readChoice('--svg', flags.svg, svgVariants),
    hpgl: flags.hpgl === undefined ? undefined : readChoice('--hpgl', flags.hpgl, hpglForms),
  }
}

/** A machine of one's own, in the schema of those that ship. */
async function readDeviceFile(file: string): Promise<Device> {
  const text = (await readInput(file)).toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`--device-file ${file}: this is not JSON`, { cause })
  }
  const parsed = deviceSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new UsageError(`--device-file ${file}: ${firstIssue(parsed.error)}`)
}

type Made = { input: string; drawing: Drawing; progress: Progress; signal: AbortSignal }

/** The last stage: what was made of `input` is written, or nothing is. Answers what to know before plotting. */
export async function writeTo(
  { output, format, isPerPen, device, svg, hpgl }: Target,
  { input, drawing, progress, signal }: Made,
): Promise<readonly string[]> {
  return progress.stage('write', async () => {
    const write = isPerPen ? writePerPen : writeDrawing
    const file = await naming(input, () => write(drawing, format, { device, svg, hpgl }))
    await writeOutput(output, file.bytes, signal)
    return file.warnings
  })
}
