import type { ResourceLimits, Worker } from 'node:worker_threads'

/**
 * The most memory that one thread may take, heap and buffers together: with what the process beside it holds of the same
 * job, one drawing stays below 1 GB. docs/hosting.md counts with it.
 */
export const threadBytes = 900_000_000

/**
 * V8's own limit lies far above ours on purpose. It knows nothing of buffers, and a single allocation that leaps over it
 * ends the whole process and every job in it, not the thread.
 */
export const threadLimits: ResourceLimits = { maxOldGenerationSizeMb: 4096 }

/** Often enough: memory that is written to grows by some 50 MB in that time. */
const lookMs = 50

/** What a thread was ended for that took more memory than it may. */
export class ThreadMemoryError extends Error {
  constructor(bytes: number) {
    super(`The thread took ${Math.round(bytes / 1e6)} MB of memory.`)
    this.name = 'ThreadMemoryError'
  }
}

/** A buffer, an array or a text that is longer than there can be, or than there is memory for. */
export function isAllocation(error: unknown): boolean {
  return error instanceof Error && allocations.test(error.message)
}

/** As V8 and Node say it. */
const allocations =
  /^(Array buffer allocation failed|Invalid (typed )?(array|string)( buffer)? length|(Map|Set) maximum size exceeded|Maximum call stack size exceeded|Cannot create a string longer than)/

/**
 * Looks at a thread's memory until told to stop, and calls `onExceeded` once when it is more than `mostBytes`. Ending the
 * thread is the caller's. Answers how to stop looking.
 */
export function watchMemory(
  thread: Worker,
  onExceeded: (error: ThreadMemoryError) => void,
  mostBytes = threadBytes,
): () => void {
  let isWatching = true
  const look = async () => {
    const bytes = await memoryOf(thread).catch(() => 0)
    if (!isWatching) return
    if (bytes <= mostBytes) {
      timer = setTimeout(look, lookMs)
      return
    }
    isWatching = false
    onExceeded(new ThreadMemoryError(bytes))
  }
  let timer = setTimeout(look, lookMs)
  return () => {
    isWatching = false
    clearTimeout(timer)
  }
}

/** What a thread holds now: its heap, its buffers, what V8 took beside them. Rejects where it does not run yet or any more. */
async function memoryOf(thread: Worker): Promise<number> {
  const { total_heap_size, external_memory, malloced_memory } = await thread.getHeapStatistics()
  return total_heap_size + external_memory + malloced_memory
}
