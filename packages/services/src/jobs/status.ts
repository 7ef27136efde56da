import type { StageName, StageStatus } from '@plotline/vectorizer'
import type { JobStatus } from '../contract/jobs.ts'

type StageState = { readonly name: StageName; readonly status: StageStatus; readonly percent: number }

/**
 * A job's status, told from its stages: failed > processing > completed > pending. Some completed and the rest
 * still pending is a job between two stages, so it is processing.
 */
export function statusOf(stages: readonly Pick<StageState, 'status'>[]): JobStatus {
  const has = (status: StageStatus) => stages.some((stage) => stage.status === status)
  if (has('failed')) return 'failed'
  if (has('processing')) return 'processing'
  if (has('completed')) return has('pending') ? 'processing' : 'completed'
  return 'pending'
}

/** Roughly what each stage takes of a run, so that the bar of the whole moves evenly. */
const stageWeights: Record<StageName, number> = {
  decode: 12,
  isolate: 14,
  detect: 14,
  tone: 8,
  edges: 14,
  trace: 12,
  fill: 14,
  simplify: 4,
  merge: 5,
  order: 6,
  layout: 3,
  write: 8,
}

/** Percent over all stages, 0 … 100, whole. */
export function percentOf(stages: readonly StageState[]): number {
  let done = 0
  let all = 0
  for (const { name, status, percent } of stages) {
    all += stageWeights[name]
    done += stageWeights[name] * (status === 'completed' ? 1 : percent / 100)
  }
  return all === 0 ? 0 : Math.min(100, Math.floor((100 * done) / all))
}

/** True for a status that never changes again. */
export function hasEnded(status: JobStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
