import { drawPhoto } from '@plotline/imaging'
import { type Recipe, stagesOf, vectorize } from '@plotline/vectorizer'
import { readArguments } from '../arguments.ts'
import { modelsDir } from '../env.ts'
import { naming } from '../errors.ts'
import { readInput } from '../files.ts'
import { recipeFrom } from '../flags/recipe.ts'
import { readTargets, type Targeted, targetFlags, writeTo } from '../flags/target.ts'
import { imageEndings } from '../image-endings.ts'
import { forEachItem } from '../inputs.ts'
import type { Io } from '../io.ts'
import { createProgress } from '../progress.ts'
import { reportDrawing } from '../report.ts'

/** `plotline vectorize IMAGE -o OUT`: from a picture to a drawing in the format that OUT's name asks for. */
export async function vectorizeImage(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, ['IMAGE …'], {
    ...targetFlags,
    style: { type: 'string' },
    preset: { type: 'string' },
    set: { type: 'string', multiple: true },
    recipe: { type: 'string' },
    paper: { type: 'string' },
    seed: { type: 'string' },
  })
  const targets = await readTargets(positionals, values, imageEndings, { keepsInput: true })
  const recipe = await recipeFrom(values)
  await forEachItem(io, targets, (target, one) => vectorizeOne(target, recipe, values.json, one))
}

async function vectorizeOne(
  { input, ...target }: Targeted,
  recipe: Recipe,
  json: boolean,
  io: Io,
): Promise<void> {
  const bytes = await readInput(input, io)

  const progress = createProgress(io, stagesOf(recipe))
  const { signal } = io
  const modelErrors: string[] = []
  const photo = await drawPhoto(async () => bytes, recipe, {
    modelsDir,
    signal,
    stage: (name, work) =>
      progress.stage(name, (share) => {
        const blamed = { decode: input, isolate: null, detect: 'lines.detector=learned' }[name]
        return blamed === null ? work(share) : naming(blamed, () => work(share))
      }),
    onIsolated: ({ modelError }) => {
      if (modelError) modelErrors.push(modelError.message)
    },
    draw: ({ raster, ...found }) =>
      vectorize(raster, recipe, {
        ...found,
        signal,
        onStage: progress.onStage,
        now: () => performance.now(),
      }),
  })
  const { drawing } = photo.drawn
  const written = await writeTo(target, { input, drawing, progress, io })
  reportDrawing(io, progress, {
    ...target,
    input,
    drawing,
    isolatedBy: photo.isolatedBy ?? undefined,
    edgesBy: photo.edgesBy ?? undefined,
    warnings: [...photo.warnings, ...modelErrors, ...written],
    json,
  })
}
