import type { Plane, Raster } from '@plotline/strokes'
import { coarseWarnings, needsEdges, type Recipe } from '@plotline/vectorizer'
import { decodeImage } from './decode/decode.ts'
import { detectEdges } from './detect/detect.ts'
import { type Isolation, isolateSubject } from './isolate/isolate.ts'

/** A photo with what was found in it, as `vectorize` takes it. */
export type FoundPhoto = { readonly raster: Raster; readonly mask?: Plane; readonly edges?: Plane }

export type DrawPhotoOptions<Drawn> = {
  readonly modelsDir?: string
  /** `false` never asks the network for a model. */
  readonly download?: boolean
  readonly signal?: AbortSignal
  /** Runs a stage; `progress` is told the share of a model that has been fetched. */
  readonly stage: <T>(
    name: 'decode' | 'isolate' | 'detect',
    work: (progress?: (share: number) => void) => Promise<T>,
  ) => Promise<T>
  /** Told how the subject was found, before anything is drawn. */
  readonly onIsolated?: (subject: Isolation) => void
  /** Draws what was found, here or in a thread. */
  readonly draw: (photo: FoundPhoto) => Promise<Drawn>
}

/** What was drawn, by what, and every warning on the way in its order. */
export type PhotoDrawn<Drawn> = {
  readonly drawn: Drawn
  /** The size of the upright original. */
  readonly original: { readonly width: number; readonly height: number }
  readonly isolatedBy: string | null
  readonly edgesBy: string | null
  readonly warnings: readonly string[]
}

/**
 * The way of a photo by a recipe: decoded at its working size, its subject isolated and its edges found where it asks for
 * that, drawn. `read` is called within the stage `decode`. Throws `ImageError`, `ModelError`, or `signal.reason` when
 * aborted.
 */
export async function drawPhoto<Drawn extends { readonly warnings: readonly string[] }>(
  read: () => Promise<Uint8Array>,
  recipe: Recipe,
  { stage, onIsolated, draw, ...finding }: DrawPhotoOptions<Drawn>,
): Promise<PhotoDrawn<Drawn>> {
  const { signal } = finding
  const decoded = await stage('decode', async () =>
    decodeImage(await read(), { maxPx: recipe.workingPx, signal }),
  )
  const { original, warnings: readingWarnings, ...raster } = decoded
  signal?.throwIfAborted()

  const { mode, model, box } = recipe.isolate
  const subject =
    mode === 'off'
      ? null
      : await stage('isolate', (onProgress) =>
          isolateSubject(raster, { ...finding, mode, model, box, onProgress }),
        )
  signal?.throwIfAborted()
  if (subject) onIsolated?.(subject)

  const detection = needsEdges(recipe)
    ? await stage('detect', (onProgress) =>
        detectEdges(raster, { ...finding, model: recipe.lines.edgeModel, onProgress }),
      )
    : null

  const mask = subject?.hasSubject ? subject.mask : undefined
  const drawn = await draw({ raster, mask, edges: detection?.edges })
  return {
    drawn,
    original,
    isolatedBy: subject?.isolatedBy ?? null,
    edgesBy: detection?.edgesBy ?? null,
    warnings: [
      ...readingWarnings,
      ...coarseWarnings(original, recipe),
      ...(subject?.warnings ?? []),
      ...drawn.warnings,
    ],
  }
}
