/**
 * Called by kernels with the work they just did, in simple pixel operations (about a nanosecond each).
 * Resolves after a turn of the event loop when enough has piled up, so that an abort is seen in time.
 */
export type Pace = (work: number) => Promise<void> | undefined

/** About 10 ms of work: an abort is seen within 50 ms on a machine several times slower than ours. */
const workPerTurn = 8e6

/** For callers that need no breaks: tests, benchmarks, small images. */
export const unpaced: Pace = () => undefined

/** A pace that gives the event loop a turn every few milliseconds of work and throws `signal.reason` once aborted. */
export function createPace(signal?: AbortSignal): Pace {
  let done = 0
  return (work) => {
    done += work
    if (done < workPerTurn) return undefined
    done = 0
    return turn(signal)
  }
}

/**
 * One turn of the event loop. A message channel, because it is there in Node and in browsers alike and
 * is not held back to 4 ms as nested timers are.
 */
export async function turn(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(0)
  })
  signal?.throwIfAborted()
}

/**
 * What work in steps comes to, with a turn of the event loop after each; `progress` hears what each reports. `resultOf`
 * takes all steps at once.
 */
export async function inTurns<T>(
  steps: Generator<number, T>,
  pace: Pace,
  progress: (share: number) => void = () => {},
): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    progress(step.value)
    await pace(workPerTurn)
  }
}
