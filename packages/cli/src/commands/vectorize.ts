import { decodeImage, type Isolation, isolateSubject } from '@plotline/imaging'
import { findDevice, type Raster, type Recipe, stagesOf, vectorize, writeDrawing } from '@plotline/vectorizer'
import { readArguments } from '../arguments.ts'
import { modelsDir } from '../env.ts'
import { naming } from '../errors.ts'
import { checkOutput, formatOf, readInput, writeOutput } from '../files.ts'
import type { Io } from '../io.ts'
import { createProgress, type Progress } from '../progress.ts'
import { recipeFrom } from '../recipe.ts'
import { reportDrawing } from '../report.ts'

/** `plotline vectorize IMAGE -o OUT`: from a picture to a drawing in the format that OUT's name asks for. */
export async function vectorizeImage(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IMAGE'], {
    output: { type: 'string', short: 'o' },
    style: { type: 'string' },
    preset: { type: 'string' },
    set: { type: 'string', multiple: true },
    recipe: { type: 'string' },
    paper: { type: 'string' },
    device: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const [input = ''] = positionals
  const output = await checkOutput(values.output)
  const format = formatOf(output)
  const device =
    values.device === undefined ? undefined : await naming('--device', () => findDevice(values.device ?? ''))
  const recipe = await recipeFrom(values)
  const bytes = await readInput(input)

  const progress = createProgress(io, stagesOf(recipe))
  const { signal } = io
  const raster = await progress.stage('decode', () =>
    naming(input, () => decodeImage(bytes, { maxPx: recipe.workingPx, signal })),
  )
  const subject = await isolateBy(recipe, raster, progress, signal)
  const mask = subject?.hasSubject ? subject.mask : undefined
  const run = { signal, onStage: progress.onStage, now: () => performance.now() }
  const { drawing, warnings } = await vectorize(raster, recipe, { ...run, mask })
  const written = await progress.stage('write', async () => {
    const file = await naming(input, () => writeDrawing(drawing, format, { device }))
    await writeOutput(output, file.bytes, signal)
    return file
  })
  reportDrawing(io, progress, {
    input,
    output,
    drawing,
    device,
    isolatedBy: subject?.isolatedBy,
    warnings: [...(subject?.warnings ?? []), ...warnings, ...written.warnings],
    json: values.json,
  })
}

async function isolateBy(
  { isolate: { mode, model } }: Recipe,
  raster: Raster,
  progress: Progress,
  signal: AbortSignal,
): Promise<Isolation | null> {
  if (mode === 'off') return null
  return progress.stage('isolate', (onProgress) =>
    isolateSubject(raster, { mode, model, modelsDir, signal, onProgress }),
  )
}
