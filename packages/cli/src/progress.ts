import type { StageEvent, StageName } from '@plotline/vectorizer'
import type { Io } from './io.ts'

export type StageTime = { readonly stage: string; readonly ms: number }

/** Times stages and shows them; `times` are in the order they were completed. */
export type Progress = {
  readonly times: StageTime[]
  readonly onStage: (event: StageEvent) => void
  stage<T>(name: StageName, work: (progress: (share: number) => void) => T | Promise<T>): Promise<T>
  clear(): void
}

const barWidth = 24

/**
 * A bar on `stderr` where that is a terminal, nothing where it is not. `stages` are the stages to come, so that the
 * bar knows how far it is.
 */
export function createProgress(io: Io, stages: readonly StageName[]): Progress {
  const times: StageTime[] = []
  const shows = io.stderr.isTTY === true
  let shown = ''
  const draw = (stage: StageName, share: number) => {
    if (!shows) return
    const own = (Math.max(0, stages.indexOf(stage)) + share) / stages.length
    const { index, count } = io.batch ?? { index: 0, count: 1 }
    const done = (index + own) / count
    const filled = Math.round(done * barWidth)
    const line = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.round(done * 100)}% ${stage}${count > 1 ? ` ${index + 1}/${count}` : ''}`
    if (line === shown) return
    shown = line
    io.stderr.write(`\r\u001b[K${line.slice(0, (io.stderr.columns ?? 80) - 1)}`)
  }
  const onStage = ({ stage, status, progress, ms }: StageEvent) => {
    if (status === 'completed') times.push({ stage, ms: round(ms) })
    draw(stage, progress)
  }
  return {
    times,
    onStage,
    async stage(name, work) {
      io.signal.throwIfAborted()
      draw(name, 0)
      const start = performance.now()
      const result = await work((share) => draw(name, share))
      io.signal.throwIfAborted()
      onStage({ stage: name, status: 'completed', progress: 1, ms: performance.now() - start })
      return result
    },
    clear() {
      if (shown !== '') io.stderr.write('\r\u001b[K')
      shown = ''
    },
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
