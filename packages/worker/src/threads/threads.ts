import { Worker } from 'node:worker_threads'
import { isAllocation, threadBytes, threadLimits, watchMemory } from './memory.ts'

/** As this process was told: with the engine as one file, a thread starts much sooner. */
export const conditions = process.execArgv.filter((flag) => flag.startsWith('--conditions='))

/** What every thread ends a request with; whatever else it says is news on the way. */
export type ThreadEnd<Outcome> =
  | { readonly type: 'done'; readonly outcome: Outcome }
  | {
      readonly type: 'failed'
      readonly message: string
      readonly stack: string | undefined
      readonly reason: Exclude<ThreadFailure, 'died' | 'time'>
      /** The code of a refusal: the request is at fault, not the thread. */
      readonly code?: string
    }

/**
 * Why a thread answered nothing: it took too much memory or time, it threw, which it will again for the same request, or it died,
 * which says nothing of the request.
 */
export type ThreadFailure = 'memory' | 'time' | 'thrown' | 'died'

/** What a thread says when its work throws. `code` is that of a refusal, where it is one. */
export function failedBy(error: unknown, code?: string): Extract<ThreadEnd<never>, { type: 'failed' }> {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const reason = isAllocation(error) ? 'memory' : 'thrown'
  return { type: 'failed', message, stack, reason, ...(code === undefined ? {} : { code }) }
}

/** A thread that threw or died. */
export class ThreadError extends Error {
  readonly reason: ThreadFailure
  readonly code: string | undefined

  constructor(
    message: string,
    reason: ThreadFailure,
    { stack, code }: { stack?: string; code?: string } = {},
  ) {
    super(message)
    this.name = 'ThreadError'
    this.reason = reason
    this.code = code
    if (stack) this.stack = stack
  }
}

/** Heavy work happens in threads: the main thread keeps its heartbeats, and what is cancelled is simply cut off. */
type Threads<Request, Outcome, News> = {
  /**
   * Does a request in a thread of its own; what is in `transfer` is handed over, not copied. Rejects with
   * `signal.reason` as soon as that aborts; the thread is ended.
   */
  run: (
    request: Request,
    options: { signal: AbortSignal; transfer?: readonly ArrayBuffer[]; onNews?: (news: News) => void },
  ) => Promise<Outcome>
  close: () => Promise<void>
}

/**
 * Keeps up to `size` idle threads of a file for the next requests; they are started now, so that the first need not wait. A
 * request that takes more than `mostBytes` of memory, or longer than `mostMs`, is cut off, and its thread with it.
 */
export function createThreads<Request, Outcome, News extends { readonly type: string } = never>(
  file: URL,
  {
    name,
    size,
    mostBytes = threadBytes,
    mostMs,
  }: { name: string; size: number; mostBytes?: number; mostMs?: number },
): Threads<Request, Outcome, News> {
  const all = new Set<Worker>()
  const idle: Worker[] = []
  let isClosed = false

  const start = () => {
    const thread = new Worker(file, { execArgv: conditions, name, resourceLimits: threadLimits })
    thread.setMaxListeners(20)
    all.add(thread)
    thread.once('exit', () => {
      all.delete(thread)
      const at = idle.indexOf(thread)
      if (at >= 0) idle.splice(at, 1)
    })
    // A thread that dies while idle is replaced at the next request; without a listener it would end the process.
    thread.on('error', () => {})
    return thread
  }
  for (let i = 0; i < size; i++) idle.push(start())

  return {
    async run(request, options) {
      options.signal.throwIfAborted()
      const thread = idle.pop() ?? start()
      try {
        const outcome = await converse<Request, Outcome, News>(thread, request, {
          ...options,
          mostBytes,
          mostMs,
        })
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

type Conversation<News> = {
  readonly signal: AbortSignal
  readonly transfer?: readonly ArrayBuffer[]
  readonly onNews?: (news: News) => void
  readonly mostBytes: number
  readonly mostMs: number | undefined
}

function converse<Request, Outcome, News extends { readonly type: string }>(
  thread: Worker,
  request: Request,
  { signal, transfer = [], onNews, mostBytes, mostMs }: Conversation<News>,
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
  const onAbort = () => reject(signal.reason)
  const onMessage = (answer: ThreadEnd<Outcome> | News) => {
    if (isEnd<Outcome, News>(answer)) {
      if (answer.type === 'done') resolve(answer.outcome)
      else reject(new ThreadError(answer.message, answer.reason, answer))
    } else onNews?.(answer)
  }
  const onError = (error: Error & { code?: string }) =>
    reject(new ThreadError(error.message, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'died'))
  const onExit = (code: number) => reject(new ThreadError(`The thread ended with code ${code}.`, 'died'))

  signal.addEventListener('abort', onAbort)
  thread.on('message', onMessage).on('error', onError).on('exit', onExit)
  const unwatch = watchMemory(thread, ({ message }) => reject(new ThreadError(message, 'memory')), mostBytes)
  const tooLong = () => reject(new ThreadError(`The thread took longer than ${mostMs} ms.`, 'time'))
  const timer = mostMs === undefined ? undefined : setTimeout(tooLong, mostMs)
  try {
    thread.postMessage(request, transfer)
  } catch (error) {
    reject(error)
  }
  return promise.finally(() => {
    unwatch()
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    thread.off('message', onMessage).off('error', onError).off('exit', onExit)
  })
}

function isEnd<Outcome, News extends { readonly type: string }>(
  answer: ThreadEnd<Outcome> | News,
): answer is ThreadEnd<Outcome> {
  return answer.type === 'done' || answer.type === 'failed'
}
