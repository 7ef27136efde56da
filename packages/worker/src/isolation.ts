import { warmModel } from '@plotline/imaging'
import type { Log } from '@plotline/services'

/** The model most recipes ask for. */
const defaultModel = 'u2netp'

/**
 * Loads the model before the first job needs it. Without one the worker still runs: `auto` then isolates by the
 * classical method and says so in each result.
 */
export async function warmIsolation({ modelsDir, log }: { modelsDir: string | undefined; log: Log }) {
  try {
    const { provider } = await warmModel({ modelsDir, model: defaultModel })
    return { model: defaultModel, provider }
  } catch (error) {
    log('warn', 'worker.model_missing', { model: defaultModel, message: String(error) })
    return { model: null, provider: null }
  }
}
