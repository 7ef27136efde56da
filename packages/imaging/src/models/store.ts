import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ModelError } from '../errors.ts'
import { type Model, models } from './manifest.ts'

/** Where models are kept unless a caller says otherwise: the platform's cache folder of this user. */
export function defaultModelsDir(): string {
  const caches: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Library/Caches',
    win32: 'AppData/Local',
  }
  return join(homedir(), caches[process.platform] ?? '.cache', 'plotline', 'models')
}

/** The manifest's line of that name. Throws `ModelError` `unknown` with the names there are. */
export function findModel(name: string): Model {
  const model = models.find((one) => one.name === name)
  if (model) return model
  const known = models.map((one) => one.name).join(', ')
  throw new ModelError('unknown', `There is no model "${name}"; expected one of ${known}`)
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
    `${file} is not the model ${model.name}: expected sha256 ${model.sha256}, found ${found}; delete it to fetch it again`,
  )
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Every model with whether a file of its size lies in `modelsDir`; hashes are checked on use. */
export async function listCachedModels(modelsDir: string): Promise<(Model & { readonly cached: boolean })[]> {
  const list = models.map(async (model) => {
    const found = await stat(modelFile(model, modelsDir)).catch(() => null)
    return { ...model, cached: found?.size === model.bytes }
  })
  return Promise.all(list)
}
