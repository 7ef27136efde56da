import { costBounds, type RenderedExport } from '@plotline/services'
import type { StageEvent } from '@plotline/vectorizer'
import type { DrawNews, DrawOutcome, DrawRequest, WriteRequest } from './messages.ts'
import { createThreads } from './threads.ts'

type DrawListeners = {
  /** What the engine says of its stages. */
  readonly onStage: (event: StageEvent) => void
  /** How far the writing of the files is, 0 … 1: no stage of the engine's. */
  readonly onWriting?: (share: number) => void
}

export type DrawThreads = {
  /** Draws in a thread of its own. Rejects with `signal.reason` as soon as that aborts; the thread is ended. */
  run: (request: DrawRequest, options: DrawListeners & { signal: AbortSignal }) => Promise<DrawOutcome>
  close: () => Promise<void>
}

/**
 * How long one drawing may keep a thread, on the clock: four times the most that is let through by its estimate, as the
 * machine may be busy and estimates are rough. Less than the queue waits, which would only have it drawn again.
 */
const drawMs = 4 * costBounds.paid.cpuSeconds * 1000

/** Threads that draw. A drawing that takes more than `mostBytes` of memory, or longer than `mostMs`, is cut off. */
export function createDrawThreads(
  size: number,
  { mostMs = drawMs, ...options }: { mostBytes?: number; mostMs?: number } = {},
): DrawThreads {
  const threads = createThreads<DrawRequest, DrawOutcome, DrawNews>(
    new URL('./draw-thread.ts', import.meta.url),
    { name: 'plotline-draw', size, mostMs, ...options },
  )
  return {
    close: threads.close,
    run: (request, { signal, onStage, onWriting }) => {
      const { raster, mask, edges } = request
      const transfer = [raster, mask, edges].flatMap((pixels) => (pixels ? [pixels.data.buffer] : []))
      return threads.run(request, {
        signal,
        transfer: transfer as ArrayBuffer[],
        onNews: (news) => (news.type === 'stage' ? onStage(news.event) : onWriting?.(news.share)),
      })
    },
  }
}

export type WriteThreads = {
  /** Writes a file in a thread of its own, as `DrawThreads` draws. */
  run: (request: WriteRequest, options: { signal: AbortSignal }) => Promise<RenderedExport>
  close: () => Promise<void>
}

/** Threads that write files: a lane of its own, so that a download never waits for a drawing. */
export function createWriteThreads(size: number, options: { mostBytes?: number } = {}): WriteThreads {
  const threads = createThreads<WriteRequest, RenderedExport>(new URL('./write-thread.ts', import.meta.url), {
    name: 'plotline-write',
    size,
    ...options,
  })
  return {
    close: threads.close,
    run: (request, { signal }) => threads.run(request, { signal, transfer: [request.drawing.buffer] }),
  }
}
