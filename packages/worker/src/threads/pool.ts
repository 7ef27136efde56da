import { Worker } from 'node:worker_threads'
import type { StageEvent } from '@plotline/vectorizer'
import { threadBytes, threadLimits, watchMemory } from './memory.ts'
import { type DrawAnswer, type DrawOutcome, type DrawRequest, DrawThreadError } from './messages.ts'

/** As this process was told: with the engine as one file, a thread starts much sooner. */
export const conditions = process.execArgv.filter((flag) => flag.startsWith('--conditions='))
const threadFile = new URL('./draw-thread.ts', import.meta.url)

type DrawListeners = {
  /** What the engine says of its stages. */
  readonly onStage: (event: StageEvent) => void
  /** How far the writing of the files is, 0 … 1: no stage of the engine's. */
  readonly onWriting?: (share: number) => void
}

/** Drawing happens in threads: the main thread keeps its heartbeats, and a job that is cancelled is simply cut off. */
export type DrawThreads = {
  /** Draws in a thread of its own. Rejects with `signal.reason` as soon as that aborts; the thread is ended. */
  run: (request: DrawRequest, options: DrawListeners & { signal: AbortSignal }) => Promise<DrawOutcome>
  close: () => Promise<void>
}

/**
 * Keeps up to `size` idle threads for the next jobs; they are started now, so that the first job need not wait. A job that
 * takes more than `mostBytes` of memory is cut off, and its thread with it.
 */
export function createDrawThreads(size: number, { mostBytes = threadBytes } = {}): DrawThreads {
  const all = new Set<Worker>()
  const idle: Worker[] = []
  let isClosed = false

  const start = () => {
    const thread = new Worker(threadFile, {
      execArgv: conditions,
      name: 'plotline-draw',
      resourceLimits: threadLimits,
    })
    thread.setMaxListeners(20)
    all.add(thread)
    thread.once('exit', () => {
      all.delete(thread)
      const at = idle.indexOf(thread)
      if (at >= 0) idle.splice(at, 1)
    })
    // A thread that dies while idle is replaced at the next job; without a listener it would end the process.
    thread.on('error', () => {})
    return thread
  }
  for (let i = 0; i < size; i++) idle.push(start())

  return {
    async run(request, { signal, ...listeners }) {
      signal.throwIfAborted()
      const thread = idle.pop() ?? start()
      try {
        const outcome = await converse(thread, request, { ...listeners, signal, mostBytes })
        if (!isClosed && idle.length < size) idle.push(thread)
        else await thread.terminate()
        return outcome
      } catch (error) {
        await thread.terminate()
        if (!isClosed && idle.length + 1 <= size) idle.push(start())
        throw error
      }
    },
    async close() {
      isClosed = true
      await Promise.all([...all].map((thread) => thread.terminate()))
    },
  }
}

function converse(
  thread: Worker,
  request: DrawRequest,
  { signal, onStage, onWriting, mostBytes }: DrawListeners & { signal: AbortSignal; mostBytes: number },
): Promise<DrawOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<DrawOutcome>()
  const onAbort = () => reject(signal.reason)
  const onMessage = (answer: DrawAnswer) => {
    if (answer.type === 'stage') onStage(answer.event)
    else if (answer.type === 'writing') onWriting?.(answer.share)
    else if (answer.type === 'done') resolve(answer.outcome)
    else reject(new DrawThreadError(answer.message, { stack: answer.stack }))
  }
  const onError = (error: Error & { code?: string }) =>
    reject(new DrawThreadError(error.message, { isOutOfMemory: error.code === 'ERR_WORKER_OUT_OF_MEMORY' }))
  const onExit = (code: number) => reject(new DrawThreadError(`The drawing thread ended with code ${code}.`))

  signal.addEventListener('abort', onAbort)
  thread.on('message', onMessage).on('error', onError).on('exit', onExit)
  const unwatch = watchMemory(
    thread,
    ({ message }) => reject(new DrawThreadError(message, { isOutOfMemory: true })),
    mostBytes,
  )
  const { raster, mask, edges } = request
  const transfer = [raster, mask, edges].flatMap((pixels) => (pixels ? [pixels.data.buffer] : []))
  try {
    thread.postMessage(request, transfer as ArrayBuffer[])
  } catch (error) {
    reject(error)
  }
  return promise.finally(() => {
    unwatch()
    signal.removeEventListener('abort', onAbort)
    thread.off('message', onMessage).off('error', onError).off('exit', onExit)
  })
}
