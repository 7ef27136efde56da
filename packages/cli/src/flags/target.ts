import {
  type Device,
  type Drawing,
  type DxfVersion,
  deviceSchema,
  dxfVersions,
  type FormatName,
  findDevice,
  formatNames,
  formats,
  type HpglForm,
  hpglForms,
  type SvgAreas,
  svgAreas,
  type WriteOptions,
  writeDrawing,
  writePerPen,
} from '@plotline/strokes'
import { readChoice, readNumber, readPaper } from '../arguments.ts'
import { firstIssue, naming, UsageError } from '../errors.ts'
import { checkOutput, formatOf, readInput, writeOutput } from '../files.ts'
import { idleFlagWarnings } from '../idle-flags.ts'
import { readItems } from '../inputs.ts'
import type { Io } from '../io.ts'
import type { Progress } from '../progress.ts'

/** Where a drawing goes: the file of `-o`, in the format its extension names, for the machine of `--device` or `--device-file`. */
export type Target = {
  readonly output: string
  readonly format: FormatName
  /** Whether there is a file per pen, in a zip. */
  readonly isPerPen: boolean
  readonly device: Device | undefined
  readonly svg: SvgVariant | undefined
  readonly areas: SvgAreas | undefined
  readonly hpgl: HpglForm | undefined
  readonly dxf: DxfVersion | undefined
  readonly curvesMm: number | undefined
  readonly title: string | undefined
  readonly key: boolean
  readonly poster: WriteOptions['poster']
  /** What to say of flags that mean nothing to the format. */
  readonly idle: readonly string[]
}

const svgVariants = ['plain', 'preview'] as const
type SvgVariant = (typeof svgVariants)[number]

/** The flags of every command that ends in a drawing. */
export const targetFlags = {
  output: { type: 'string', short: 'o' },
  format: { type: 'string' },
  device: { type: 'string' },
  'device-file': { type: 'string' },
  svg: { type: 'string' },
  areas: { type: 'string' },
  hpgl: { type: 'string' },
  dxf: { type: 'string' },
  curves: { type: 'string' },
  title: { type: 'string' },
  key: { type: 'boolean', default: false },
  poster: { type: 'string' },
  overlap: { type: 'string' },
  speed: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

export type Targeted = Target & { readonly input: string }

/**
 * A target for each input that was named, which may be a folder (see `readItems`); one that `keepsInput` may not take its
 * place. Fails before any work where a drawing could not be written in the end.
 */
export async function readTargets(
  named: readonly string[],
  flags: TargetFlags & { output?: string },
  endings: readonly string[],
  { keepsInput = false } = {},
): Promise<Targeted[]> {
  const places: { input: string; output: string }[] = []
  for (const { input, output, makesFolder } of await readItems(named, flags.output, endings)) {
    const asked = { picture: keepsInput ? input : undefined, makesFolder, json: flags.json }
    places.push({ input, output: await checkOutput(output, asked) })
  }
  // They all end alike, so that one of them says what all are.
  const target = await readTarget(flags, places[0]?.output ?? '')
  // What is so of all is said once.
  return places.map((place, i) => ({ ...target, ...place, idle: i === 0 ? target.idle : [] }))
}

type TargetFlags = {
  device?: string
  'device-file'?: string
  svg?: string
  areas?: string
  hpgl?: string
  dxf?: string
  curves?: string
  title?: string
  key?: boolean
  poster?: string
  overlap?: string
  speed?: string
  format?: string
  json: boolean
}

async function readTarget(flags: TargetFlags, output: string): Promise<Omit<Target, 'output'>> {
  const isPerPen = /\.zip$/i.test(output)
  const format =
    flags.format === undefined
      ? formatOf(isPerPen ? output.slice(0, -4) : output)
      : readChoice('--format', flags.format, formatNames)
  const { device: name, 'device-file': file } = flags
  if (name !== undefined && file !== undefined)
    throw new UsageError('--device and --device-file: expected one of them')
  const named = name === undefined ? undefined : await naming('--device', () => findDevice(name))
  const asked = file === undefined ? named : await readDeviceFile(file)
  const device = flags.speed === undefined ? asked : atSpeed(asked, flags.speed)
  return {
    format,
    isPerPen,
    device: device ?? usualDevice(format),
    svg: flags.svg === undefined ? undefined : readChoice('--svg', flags.svg, svgVariants),
    areas: flags.areas === undefined ? undefined : readChoice('--areas', flags.areas, svgAreas),
    hpgl: flags.hpgl === undefined ? undefined : readChoice('--hpgl', flags.hpgl, hpglForms),
    dxf: flags.dxf === undefined ? undefined : readChoice('--dxf', flags.dxf, dxfVersions),
    curvesMm: flags.curves === undefined ? undefined : readNumber('--curves', flags.curves, 0, 5),
    // A PDF prints its title on the sheet: only one that is asked for, not what the drawing was read from.
    title: flags.title ?? (format === 'pdf' ? '' : undefined),
    key: flags.key === true,
    poster: posterFrom(flags),
    idle: idleFlagWarnings(flags, format),
  }
}

/** The machine that a format is written for where none is named, so that its time is told for the same. */
function usualDevice(format: FormatName): Device | undefined {
  const { usualDevice: name } = formats[format]
  return name === undefined ? undefined : findDevice(name)
}

/** The machine, drawing at another speed. */
function atSpeed(device: Device | undefined, text: string): Device {
  if (!device) throw new UsageError('--speed: expected --device or --device-file beside it')
  return { ...device, draw: { ...device.draw, speedMmPerS: readNumber('--speed', text, 0.1, 2000) } }
}

function posterFrom({ poster, overlap }: { poster?: string; overlap?: string }): WriteOptions['poster'] {
  if (poster !== undefined) {
    const paper = readPaper('--poster', poster)
    return overlap === undefined ? { paper } : { paper, overlapMm: readNumber('--overlap', overlap, 0, 100) }
  }
  if (overlap !== undefined) throw new UsageError('--overlap: expected --poster beside it')
  return undefined
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

type Made = { input: string; drawing: Drawing; progress: Progress; io: Io }

/** The last stage: what was made of `input` is written, or nothing is. Answers what to know before plotting. */
export async function writeTo(
  { output, format, isPerPen, idle, ...options }: Target,
  { input, drawing, progress, io }: Made,
): Promise<readonly string[]> {
  return progress.stage('write', async () => {
    const write = isPerPen ? writePerPen : writeDrawing
    const file = await naming(input, () => write(drawing, format, options))
    await writeOutput(output, file.bytes, io)
    return [...idle, ...file.warnings]
  })
}
