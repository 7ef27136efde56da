import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { env, InferenceSession, listSupportedBackends } from 'onnxruntime-node'
import { ModelError } from '../errors.ts'
import type { Model } from './manifest.ts'
import { absenceOf, type PassedOver, type Place, type Provider, providers } from './providers.ts'

export type OpenedSession = {
  readonly session: InferenceSession
  readonly provider: Provider
  /** Better ones that were not taken. */
  readonly passedOver: readonly PassedOver[]
}
export type LoadedModel<M extends Model = Model> = OpenedSession & { readonly model: M }

// A provider that is not there is no news: it would be printed to stderr as an error on every start.
env.logLevel = 'fatal'

/** The small network gains little from more, and workers run one job per core. */
const threads = 2

/** What of ONNX Runtime and of this machine a session is opened with; a test brings its own. */
export type Runtime = Place & {
  readonly backends: () => readonly string[]
  readonly create: (bytes: Uint8Array, provider: Provider) => Promise<InferenceSession>
}

const here: Runtime = {
  platform: process.platform,
  librariesDir: librariesDir(),
  exists: existsSync,
  backends: () => listSupportedBackends().map(({ name }) => name),
  create: (bytes, provider) =>
    InferenceSession.create(bytes, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
      intraOpNumThreads: threads,
    }),
}

function librariesDir(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node')
  return join(dirname(main), '../bin/napi-v6', process.platform, process.arch)
}

/**
 * Opens a model on the best provider that works here. A provider that is built in but has no device or driver
 * fails on opening, and the next one is tried. Throws `ModelError` `unusable`.
 */
export async function openSession(
  name: string,
  bytes: Uint8Array,
  runtime: Runtime = here,
): Promise<OpenedSession> {
  const known = new Set(runtime.backends())
  const passedOver: PassedOver[] = []
  let failure: unknown
  for (const provider of providers.filter((one) => known.has(one))) {
    const absence = absenceOf(provider, runtime)
    if (absence !== null) {
      passedOver.push({ provider, reason: absence })
      continue
    }
    try {
      const session = await runtime.create(bytes, provider)
      return { session, provider, passedOver }
    } catch (error) {
      failure = error
      passedOver.push({ provider, reason: reasonOf(error) })
    }
  }
  throw new ModelError('unusable', `The model ${name} can't be opened by ONNX Runtime`, {
    cause: failure,
  })
}

const longestReason = 200

/** One line of what ONNX Runtime says, without the place in its code that says it. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\s+/g, ' ').slice(0, longestReason)
}
