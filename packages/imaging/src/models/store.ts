import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ModelError } from '../errors.ts'
import { type Model, type ModelKind, type ModelOf, models } from './manifest.ts'
import { readRegistered, registryFile } from './registered.ts'

/** Where models are kept unless a caller says otherwise: the platform's cache folder of this user. */
export function defaultModelsDir(): string {
  const caches: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Library/Caches',
    win32: 'AppData/Local',
  }
  return join(homedir(), caches[process.platform] ?? '.cache', 'plotline', 'models')
}

/** Models that ship, then those a person has registered. Throws `ModelError` `unusable` for a registry that is broken. */
async function listModels(modelsDir: string): Promise<readonly Model[]> {
  return [...models, ...(await readRegistered(modelsDir))]
}

const answers: Record<ModelKind, string> = { subject: 'subjects', edges: 'edges' }

/**
 * The model of that kind and name, the first of its kind without a name. Throws `ModelError`: `unknown` with the names
 * there are, `missing` where there is none of the kind at all, `unusable` for a registry that is broken.
 */
export async function findModel<K extends ModelKind>(
  kind: K,
  name: string | undefined,
  modelsDir: string,
): Promise<ModelOf<K>> {
  const isWanted = (model: Model): model is ModelOf<K> =>
    model.kind === kind && (name === undefined || model.name === name)
  // What ships is found whatever the registry is like.
  const found = models.find(isWanted) ?? (await listModels(modelsDir)).find(isWanted)
  if (found) return found
  const known = await listModels(modelsDir)
  const names = known.filter((one) => one.kind === kind).map((one) => one.name)
  if (names.length === 0) {
    throw new ModelError(
      'missing',
      `No model that finds ${answers[kind]} is registered; describe one in ${registryFile(modelsDir)}, see docs/models.md`,
    )
  }
  const other = known.find((one) => one.name === name)
  const wrong = other
    ? `The model "${name}" finds ${answers[other.kind]}, not ${answers[kind]}`
    : `There is no model "${name}"`
  throw new ModelError('unknown', `${wrong}; expected one of ${names.join(', ')}`)
}

export function modelFile(model: Model, modelsDir: string): string {
  return join(modelsDir, `${model.name}.onnx`)
}

/**
 * The model's bytes from the cache, `null` where the file is absent. What is hashed is what is returned, so that
 * nothing can change in between. Throws `ModelError` `wrong_checksum` for a file that is not the model.
 */
export async function readModel(model: Model, modelsDir: string): Promise<Uint8Array | null> {
  const file = modelFile(model, modelsDir)
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new ModelError('unusable', `The model file ${file} can't be read (${error.code})`, { cause: error })
  })
  if (bytes === null) return null
  const found = sha256Of(bytes)
  if (found === model.sha256) return bytes
  throw new ModelError(
    'wrong_checksum',
    `${file} is not the model ${model.name}: expected sha256 ${model.sha256}, found ${found}; ${model.url === null ? 'put the right file there' : 'delete it to fetch it again'}`,
  )
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * The models of a kind that can be had: those whose file lies in `modelsDir` and, but with `download: false`, those that
 * can be fetched. Throws `ModelError` `unusable` for a registry that is broken.
 */
export async function listUsableModels<K extends ModelKind>(
  kind: K,
  { modelsDir, download = true }: { readonly modelsDir?: string; readonly download?: boolean },
): Promise<ModelOf<K>[]> {
  return (await listCachedModels(modelsDir)).filter(
    (model): model is ModelOf<K> & { readonly cached: boolean } =>
      model.kind === kind && (model.cached || (download && model.url !== null)),
  )
}

/** Every model, those of a person's registry too, with whether a file of its size lies in `modelsDir`; hashes are checked on use. */
export async function listCachedModels(
  modelsDir = defaultModelsDir(),
): Promise<(Model & { readonly cached: boolean })[]> {
  const list = (await listModels(modelsDir)).map(async (model) => {
    const found = await stat(modelFile(model, modelsDir)).catch(() => null)
    return { ...model, cached: found?.size === model.bytes }
  })
  return Promise.all(list)
}
