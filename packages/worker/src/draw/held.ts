/** A delivery whose end could not be told to the queue stays on the list this long: the queue is asked itself meanwhile. */
const lingerMs = 5_000

/** The jobs and exports whose deliveries this worker holds, for its presence to tell. */
export function createHeldJobs() {
  const counts = new Map<string, number>()
  const timers = new Set<NodeJS.Timeout>()
  const add = (jobId: string, change: 1 | -1) => {
    const count = (counts.get(jobId) ?? 0) + change
    if (count > 0) counts.set(jobId, count)
    else counts.delete(jobId)
  }
  return {
    list: () => [...counts.keys()],
    /** Holds the job while `work` runs and a moment longer. */
    async during<T>(jobId: string, work: () => Promise<T>): Promise<T> {
      add(jobId, 1)
      try {
        return await work()
      } finally {
        const timer = setTimeout(() => {
          timers.delete(timer)
          add(jobId, -1)
        }, lingerMs)
        timers.add(timer)
      }
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
