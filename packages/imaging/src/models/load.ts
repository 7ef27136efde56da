import { ModelError } from '../errors.ts'
import { type DownloadOptions, downloadModel } from './download.ts'
import { type Model, type ModelKind, type ModelOf, models } from './manifest.ts'
import type { PassedOver } from './providers.ts'
import type { LoadedModel, OpenedSession } from './session.ts'
import { defaultModelsDir, findModel, listUsableModels, modelFile, readModel } from './store.ts'

export type LoadOptions = DownloadOptions & {
  /** The name; the first of its kind that can be had where unset. */
  readonly model?: string
  readonly modelsDir?: string
  /** `false` uses only what lies in `modelsDir`. */
  readonly download?: boolean
}

/**
 * After a failed download the network is left alone for a while, so that jobs don't each wait for it: this long at
 * first, twice as long each time, and never longer than ten minutes.
 */
const firstRetryMs = 15_000
const lastRetryMs = 10 * 60_000

const opened = new Map<string, Promise<OpenedSession>>()
const failures = new Map<
  string,
  { readonly until: number; readonly waitMs: number; readonly error: ModelError }
>()

/**
 * The named model of a kind, opened once per process and kept: from `modelsDir`, else a stand-in that lies there, else
 * fetched. `result.model.name` is the one that runs. Throws `ModelError`, or `signal.reason` when aborted.
 */
export async function loadModel<K extends ModelKind>(
  kind: K,
  options: LoadOptions,
): Promise<LoadedModel<ModelOf<K>>> {
  const modelsDir = options.modelsDir ?? defaultModelsDir()
  const name = options.model ?? (await listUsableModels(kind, options))[0]?.name
  const model = await findModel(kind, name, modelsDir)
  const isStandIn = (one: Model): one is ModelOf<K> =>
    one.kind === kind && 'standInFor' in one && one.standInFor === model.name
  for (const candidate of [model, ...models.filter(isStandIn)]) {
    const session = await open(candidate, modelsDir)
    if (session) return { model: candidate, ...session }
  }
  if (options.download === false || model.url === null) {
    throw new ModelError('missing', `The model ${model.name} is not in ${modelsDir}`)
  }
  await fetchOnce(model, modelsDir, options)
  const session = await open(model, modelsDir)
  if (session) return { model, ...session }
  throw new ModelError('missing', `The model ${model.name} went from ${modelsDir} right after it was fetched`)
}

/** A model that is open: on what it runs, and which better providers were not taken. */
export type WarmModel = {
  readonly model: string
  readonly provider: string
  readonly passedOver: readonly PassedOver[]
}

/** Opens the subject model ahead of the first picture. Says which model and provider will run. */
export async function warmModel(options: LoadOptions): Promise<WarmModel> {
  const { model, provider, passedOver } = await loadModel('subject', options)
  return { model: model.name, provider, passedOver }
}

async function open(model: Model, modelsDir: string): Promise<OpenedSession | null> {
  // What a file is described to be may change while it is open.
  const key = `${modelFile(model, modelsDir)} ${model.sha256}`
  const known = opened.get(key)
  if (known) return known
  const bytes = await readModel(model, modelsDir)
  if (bytes === null) return null
  const opening = opened.get(key) ?? openNow(model, bytes)
  opened.set(key, opening)
  opening.catch(() => opened.delete(key))
  return opening
}

/** ONNX Runtime is loaded with the first model only: most runs need none, and not everyone has installed it. */
async function openNow(model: Model, bytes: Uint8Array): Promise<OpenedSession> {
  const { openSession } = await import('./session.ts').catch((cause) => {
    throw new ModelError(
      'unusable',
      `The model ${model.name} needs ONNX Runtime, which can't be loaded here`,
      { cause },
    )
  })
  return openSession(model.name, bytes)
}

async function fetchOnce(model: Model, modelsDir: string, options: LoadOptions): Promise<void> {
  const key = modelFile(model, modelsDir)
  const failed = failures.get(key)
  if (failed && performance.now() < failed.until) throw failed.error
  try {
    await downloadModel(model, modelsDir, options)
    failures.delete(key)
  } catch (error) {
    if (error instanceof ModelError) {
      const waitMs = failed ? Math.min(2 * failed.waitMs, lastRetryMs) : firstRetryMs
      failures.set(key, { until: performance.now() + waitMs, waitMs, error })
    }
    throw error
  }
}
