import { createPace, type Pace, turn } from './raster/pace.ts'
import type { RunOptions, StageName, StageStatus } from './types.ts'

/** What a stage's work is given: breaks for the event loop, and a way to say how far it is (0 … 1). */
export type StageTools = {
  readonly pace: Pace
  readonly progress: (share: number) => void
}

/** Runs the stages of one drawing: each reports its start, its progress and its end, and stops when aborted. */
export type Run = {
  stage<T>(name: StageName, work: (tools: StageTools) => T | Promise<T>): Promise<T>
}

/** A run that reports to `onStage` and throws `signal.reason` from whatever stage is going when it aborts. */
export function createRun({ signal, onStage, now = () => 0 }: RunOptions = {}): Run {
  const pace = createPace(signal)
  return {
    async stage(name, work) {
      await turn(signal)
      const start = now()
      let shown = 0
      const report = (status: StageStatus, progress: number) => {
        shown = Math.max(shown, Math.min(1, progress))
        onStage?.({ stage: name, status, progress: shown, ms: now() - start })
      }
      report('processing', 0)
      try {
        const result = await work({ pace, progress: (share) => report('processing', share) })
        signal?.throwIfAborted()
        report('completed', 1)
        return result
      } catch (error) {
        report('failed', shown)
        throw error
      }
    },
  }
}
