import { createPace, type Pace, turn } from '@plotline/strokes/geometry/pace'
import type { RunOptions, StageName, StageStatus } from './types.ts'

/** What a stage's work is given: breaks for the event loop, and a way to say how far it is (0 … 1). */
export type StageTools = {
  readonly pace: Pace
  readonly progress: (share: number) => void
}

/** Runs the stages of one drawing: each reports its start, its progress and its end, and stops when aborted. */
export type Run = {
  stage<T>(name: StageName, work: (tools: StageTools) => T | Promise<T>): Promise<T>
  /** The run for one of several pieces of work that go through the same stages one after the other. */
  part(index: number, count: number): Run
  /** Breaks for what is done between stages. */
  readonly pace: Pace
}

/**
 * A run that reports to `onStage` and throws `signal.reason` from whatever stage is going when it aborts. The stages of
 * its parts are reported as one: begun with the first part, completed with the last.
 */
export function createRun({ signal, onStage, now = () => 0 }: RunOptions = {}): Run {
  const pace = createPace(signal)
  const begun = new Map<StageName, { readonly start: number; shown: number }>()

  const partOf = (index: number, count: number): Run => ({
    pace,
    part: (inner, innerCount) => partOf(index * innerCount + inner, count * innerCount),
    async stage(name, work) {
      await turn(signal)
      const state = begun.get(name) ?? { start: now(), shown: 0 }
      begun.set(name, state)
      const report = (status: StageStatus, progress: number) => {
        const share = (index + Math.min(1, progress)) / count
        state.shown = Math.max(state.shown, share)
        onStage?.({ stage: name, status, progress: state.shown, ms: now() - state.start })
      }
      report('processing', 0)
      try {
        const result = await work({ pace, progress: (share) => report('processing', share) })
        signal?.throwIfAborted()
        report(index + 1 === count ? 'completed' : 'processing', 1)
        return result
      } catch (error) {
        onStage?.({ stage: name, status: 'failed', progress: state.shown, ms: now() - state.start })
        throw error
      }
    },
  })
  return partOf(0, 1)
}

/** The run for one of several pieces of work that have only these stages in common. */
export function sharing(run: Run, shared: readonly StageName[], index: number, count: number): Run {
  return eitherOf(run.part(index, count), run, shared)
}

function eitherOf(within: Run, apart: Run, shared: readonly StageName[]): Run {
  return {
    pace: within.pace,
    stage: (name, work) => (shared.includes(name) ? within : apart).stage(name, work),
    part: (index, count) => eitherOf(within.part(index, count), apart.part(index, count), shared),
  }
}
