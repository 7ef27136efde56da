import { listUsableModels, warmModel } from '@plotline/imaging'
import type { Log } from '@plotline/services'

/** Where models lie, and whether one that is missing may be fetched. */
export type ModelOptions = { readonly modelsDir?: string; readonly download?: boolean }

/** The model most recipes ask for. */
const defaultModel = 'u2netp'

/**
 * Loads the model before the first job needs it. Without one the worker still runs: `auto` then isolates by the
 * classical method and says so in each result.
 */
export async function warmIsolation({ models, log }: { models: ModelOptions; log: Log }) {
  try {
    return await warmModel({ ...models, model: defaultModel })
  } catch (error) {
    log('warn', 'worker.model_missing', { model: defaultModel, message: String(error) })
    return { model: null, provider: null }
  }
}

/**
 * The models that find edges here: described in `models.json`, and there or to be fetched. Where that file is broken
 * there is none, and the log says why.
 */
export async function findEdgeModels({ models, log }: { models: ModelOptions; log: Log }): Promise<string[]> {
  try {
    return (await listUsableModels('edges', models)).map(({ name }) => name)
  } catch (error) {
    log('warn', 'worker.models_unreadable', { message: String(error) })
    return []
  }
}
