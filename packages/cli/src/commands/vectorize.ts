import {
  decodeImage,
  detectEdges,
  type EdgeDetection,
  type Isolation,
  isolateSubject,
} from '@plotline/imaging'
import type { Raster } from '@plotline/strokes'
import { coarseWarnings, needsEdges, type Recipe, stagesOf, vectorize } from '@plotline/vectorizer'
import { readArguments } from '../arguments.ts'
import { modelsDir } from '../env.ts'
import { naming } from '../errors.ts'
import { readInput } from '../files.ts'
import { recipeFrom } from '../flags/recipe.ts'
import { readTargets, type Targeted, targetFlags, writeTo } from '../flags/target.ts'
import { imageEndings } from '../image-endings.ts'
import { forEachItem } from '../inputs.ts'
import type { Io } from '../io.ts'
import { createProgress, type Progress } from '../progress.ts'
import { reportDrawing } from '../report.ts'
import { subjectWarnings } from '../subject-warnings.ts'

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
  const raster = await progress.stage('decode', () =>
    naming(input, () => decodeImage(bytes, { maxPx: recipe.workingPx, signal })),
  )
  const subject = await isolateBy(recipe, raster, progress, signal)
  const mask = subject?.hasSubject ? subject.mask : undefined
  const detection = await detectBy(recipe, raster, progress, signal)
  const run = { signal, onStage: progress.onStage, now: () => performance.now() }
  const { drawing, warnings } = await vectorize(raster, recipe, { ...run, mask, edges: detection?.edges })
  const written = await writeTo(target, { input, drawing, progress, io })
  reportDrawing(io, progress, {
    ...target,
    input,
    drawing,
    isolatedBy: subject?.isolatedBy,
    edgesBy: detection?.edgesBy,
    warnings: [
      ...raster.warnings,
      ...coarseWarnings(raster.original, recipe),
      ...(subject ? subjectWarnings(subject) : []),
      ...warnings,
      ...written,
    ],
    json,
  })
}

async function isolateBy(
  { isolate: { mode, model, box } }: Recipe,
  raster: Raster,
  progress: Progress,
  signal: AbortSignal,
): Promise<Isolation | null> {
  if (mode === 'off') return null
  return progress.stage('isolate', (onProgress) =>
    isolateSubject(raster, { mode, model, box, modelsDir, signal, onProgress }),
  )
}

async function detectBy(
  recipe: Recipe,
  raster: Raster,
  progress: Progress,
  signal: AbortSignal,
): Promise<EdgeDetection | null> {
  if (!needsEdges(recipe)) return null
  const { edgeModel: model } = recipe.lines
  return progress.stage('detect', (onProgress) =>
    naming('lines.detector=learned', () => detectEdges(raster, { model, modelsDir, signal, onProgress })),
  )
}
