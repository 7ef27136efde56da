/** What a run is made of and says while it goes. What is drawn is told in `@plotline/strokes`. */

/** The stages of a run, in the order they happen. A recipe uses some of them (`stagesOf`). */
export const stageNames = [
  'decode',
  'isolate',
  'detect',
  'tone',
  'edges',
  'trace',
  'fill',
  'simplify',
  'merge',
  'order',
  'layout',
  'write',
] as const
export type StageName = (typeof stageNames)[number]

/** The same words as the `job_stages.status` column. */
export const stageStatuses = ['pending', 'processing', 'completed', 'failed'] as const
export type StageStatus = (typeof stageStatuses)[number]

/** What a run reports while it goes: `progress` 0…1 within the stage, `ms` spent in it so far. */
export type StageEvent = {
  readonly stage: StageName
  readonly status: StageStatus
  readonly progress: number
  readonly ms: number
}

/** What a caller may hand to any long-running function of the engine. */
export type RunOptions = {
  readonly signal?: AbortSignal
  readonly onStage?: (event: StageEvent) => void
  /** A millisecond clock, e.g. `performance.now`; without one every `ms` is 0. The engine has no clock of its own. */
  readonly now?: () => number
}
