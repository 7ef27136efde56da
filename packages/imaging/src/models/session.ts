import { env, InferenceSession, listSupportedBackends } from 'onnxruntime-node'
import { ModelError } from '../errors.ts'
import type { Model } from './manifest.ts'

export type Provider = 'cuda' | 'coreml' | 'cpu'
export type OpenedSession = { readonly session: InferenceSession; readonly provider: Provider }
export type LoadedModel<M extends Model = Model> = OpenedSession & { readonly model: M }

// A provider that is not there is no news: it would be printed to stderr as an error on every start.
env.logLevel = 'fatal'

/** The small network gains little from more, and workers run one job per core. */
const threads = 2

/** Best first; each is tried only where this build of ONNX Runtime has it. */
const providers: readonly Provider[] = ['cuda', 'coreml', 'cpu']

/**
 * Opens a model on the best provider that works here. A provider that is built in but has no device or driver
 * fails on opening, and the next one is tried. Throws `ModelError` `unusable`.
 */
export async function openSession(name: string, bytes: Uint8Array): Promise<OpenedSession> {
  const supported = new Set(listSupportedBackends().map((backend) => backend.name))
  let failure: unknown
  for (const provider of providers) {
    if (!supported.has(provider)) continue
    try {
      const session = await InferenceSession.create(bytes, {
        executionProviders: [provider],
        graphOptimizationLevel: 'all',
        logSeverityLevel: 4,
        intraOpNumThreads: threads,
      })
      return { session, provider }
    } catch (error) {
      failure = error
    }
  }
  throw new ModelError('unusable', `The model ${name} can't be opened by ONNX Runtime`, {
    cause: failure,
  })
}
