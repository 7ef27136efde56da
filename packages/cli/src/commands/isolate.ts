import { decodeImage, encodeMask, inspectImage, isolateSubject } from '@plotline/imaging'
import { boxSchema } from '@plotline/vectorizer'
import { readArguments } from '../arguments.ts'
import { modelsDir } from '../env.ts'
import { naming, UsageError } from '../errors.ts'
import { checkOutput, readInput, writeOutput } from '../files.ts'
import { imageEndings } from '../image-endings.ts'
import { forEachItem, readItems, standard } from '../inputs.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { tellWarnings, writeJson } from '../report.ts'

/** Up to here the mask follows the picture's own pixels; larger pictures get it enlarged. */
const workingPx = 4096

/** `plotline isolate IMAGE -o MASK.png`: 8-bit grey, the picture's upright size, 255 = subject. */
export async function isolate(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IMAGE …'], {
    output: { type: 'string', short: 'o' },
    model: { type: 'string' },
    box: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const items = await readItems(positionals, values.output, imageEndings)
  const outputs: Masked[] = []
  for (const { input, output: file, makesFolder } of items) {
    const output = await checkOutput(file, { picture: input, makesFolder, json: values.json })
    if (output !== standard && !/\.png$/i.test(output))
      throw new UsageError(`-o ${output}: a mask is written as .png`)
    outputs.push({ input, output })
  }
  const box = values.box === undefined ? undefined : readBox(values.box)
  await forEachItem(io, outputs, (item, one) => isolateOne(item, { ...values, box }, one))
}

type Masked = { readonly input: string; readonly output: string }
type Asked = { readonly model?: string; readonly box: number[] | undefined; readonly json: boolean }

async function isolateOne({ input, output }: Masked, { box, ...values }: Asked, io: Io): Promise<void> {
  const bytes = await readInput(input, io)
  const { signal } = io
  const progress = createProgress(io, ['decode', 'isolate', 'write'])
  const size = await naming(input, () => inspectImage(bytes))
  const raster = await progress.stage('decode', () =>
    naming(input, () => decodeImage(bytes, { maxPx: workingPx, signal })),
  )
  // A model that was asked for by name is a must; without a name the best that is there will do.
  const mode = values.model === undefined ? 'auto' : 'model'
  const { model = 'u2netp' } = values
  const found = await progress.stage('isolate', (onProgress) =>
    isolateSubject(raster, { mode, model, box, modelsDir, signal, onProgress }),
  )
  await progress.stage('write', async () =>
    writeOutput(output, await encodeMask(found.mask, size.width, size.height), io),
  )
  progress.clear()
  const { isolatedBy, provider, hasSubject, modelError } = found
  const warnings = modelError ? [...found.warnings, modelError.message] : found.warnings
  const { width, height } = size
  if (values.json) {
    writeJson(io, {
      input,
      output,
      width,
      height,
      isolatedBy,
      provider,
      hasSubject,
      stages: progress.times,
      warnings,
    })
    return
  }
  tellWarnings(io, input, warnings)
  io.stderr.write(`${output}: ${width} × ${height}, by ${isolatedBy} on ${provider}\n`)
}

function readBox(text: string): number[] {
  const box = boxSchema.safeParse(text.split(',').map(Number))
  if (box.success) return box.data
  throw new UsageError(
    `--box ${text}: expected left,top,right,bottom in shares of the image, such as 0.2,0,0.8,1`,
  )
}
