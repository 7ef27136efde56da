import { listUsableModels, warmModel } from '@plotline/imaging'
import type { Log } from '@plotline/services'

/** Where models lie, and whether one that is missing may be fetched. */
export type ModelOptions = { readonly modelsDir?: string; readonly download?: boolean }

/** The model most recipes ask for. */
const defaultModel = 'u2netp'

const firstRetryMs = 15_000
const lastRetryMs = 5 * 60_000

/**
 * Loads the model before the first job needs it. Without one the worker still runs: `auto` then isolates by the
 * classical method and says so in each result. A model that could not be had is tried again with growing pauses (15 s …
 * 5 min), and at once when a job got hold of one (`look`); `read` answers what is warm now.
 */
export async function keepModelWarm({
  models,
  log,
  retryMs = firstRetryMs,
}: {
  models: ModelOptions
  log: Log
  retryMs?: number
}) {
  let warm: { model: string | null; provider: string | null } = { model: null, provider: null }
  let timer: NodeJS.Timeout | undefined
  let delayMs = retryMs
  let isClosed = false

  const look = async (level: 'warn' | 'debug') => {
    clearTimeout(timer)
    try {
      const { passedOver, ...found } = await warmModel({ ...models, model: defaultModel })
      warm = found
      log('info', level === 'debug' ? 'worker.model_found' : 'worker.model_ready', { ...found, passedOver })
    } catch (error) {
      log(level, 'worker.model_missing', { model: defaultModel, message: String(error) })
      if (isClosed) return
      timer = setTimeout(() => void look('debug'), delayMs)
      delayMs = Math.min(2 * delayMs, lastRetryMs)
    }
  }
  await look('warn')
  return {
    read: () => warm,
    look: () => {
      if (warm.model === null && !isClosed) void look('debug')
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
    },
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
