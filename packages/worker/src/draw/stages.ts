import type { StageReport } from '@plotline/services'
import type { StageEvent, StageName } from '@plotline/vectorizer'

/** The stages that the engine knows nothing of: theirs is the task that draws, and nobody else reports them. */
type OwnStage = Extract<StageName, 'decode' | 'isolate' | 'detect' | 'write'>

/** No more than five reports a second: each is a transaction, and everyone who watches reads it back. */
const minGapMs = 200

/**
 * Collects what the stages say and writes it at a bounded rate: at once when nothing was written lately, else
 * soon, always the latest. `write` answers false when the claim is void; `onLost` is then called.
 */
export function createStages({
  names,
  write,
  onLost,
  onError,
}: {
  names: readonly StageName[]
  write: (reports: readonly StageReport[]) => Promise<boolean>
  onLost: () => void
  onError: (error: unknown) => void
}) {
  const reports = new Map<StageName, StageReport>(
    names.map((name) => [name, { name, status: 'pending', percent: 0, ms: null }]),
  )
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | null = null
  let isDirty = false
  let isClosed = false
  let writtenAt = Number.NEGATIVE_INFINITY

  const writeNow = async () => {
    isDirty = false
    writtenAt = performance.now()
    try {
      if (!(await write([...reports.values()]))) onLost()
    } catch (error) {
      isDirty = true
      onError(error)
    }
  }

  const schedule = () => {
    if (timer || writing || isClosed || !isDirty) return
    const waitMs = Math.max(0, writtenAt + minGapMs - performance.now())
    timer = setTimeout(() => {
      timer = undefined
      writing = writeNow().finally(() => {
        writing = null
        schedule()
      })
    }, waitMs)
  }

  /** A stage only goes on: what was reported of it is not taken back, whoever says so and when. */
  const set = (report: StageReport) => {
    const before = reports.get(report.name)
    if (!before || before.status === 'completed') return
    reports.set(report.name, { ...report, percent: Math.max(before.percent, report.percent) })
    isDirty = true
    schedule()
  }

  /** A stage of our own, in several pieces of work: it begins with the first progress and ends when told. */
  const begin = (name: OwnStage) => {
    let start: number | undefined
    return {
      /** 0 … 1 */
      progress(share: number) {
        start ??= performance.now()
        set({ name, status: 'processing', percent: Math.round(100 * share), ms: null })
      },
      end() {
        const ms = Math.round(performance.now() - (start ?? performance.now()))
        set({ name, status: 'completed', percent: 100, ms })
      },
    }
  }

  return {
    /** What the engine reports. Its `failed` is not written: whether the job fails is decided later. */
    onStage({ stage, status, progress, ms }: StageEvent) {
      if (status === 'failed') return
      const isDone = status === 'completed'
      set({
        name: stage,
        status,
        percent: isDone ? 100 : Math.round(100 * progress),
        ms: isDone ? Math.round(ms) : null,
      })
    },
    begin,
    /** Runs a stage of our own between its two reports. */
    async run<T>(name: OwnStage, work: () => Promise<T>): Promise<T> {
      const stage = begin(name)
      stage.progress(0)
      const result = await work()
      stage.end()
      return result
    },
    /** Every stage as completed, with the times it took. */
    completed(): StageReport[] {
      return [...reports.values()].map((report) => ({
        ...report,
        status: 'completed',
        percent: 100,
        ms: report.ms ?? 0,
      }))
    },
    /** Writes nothing more; resolves when what is being written is. */
    async close() {
      isClosed = true
      clearTimeout(timer)
      await writing
    },
  }
}
