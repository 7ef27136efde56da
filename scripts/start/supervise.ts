import { setTimeout as pause } from 'node:timers/promises'
import type { Part } from './processes.ts'

/** A part that is not coming back, and what it said last. */
export type Broken = { name: string; reason: string; lastLines: readonly string[] }

export type Keeper = {
  /** Settles when the part is up for the first time. */
  ready: Promise<void>
  /** Settles when the part cannot be kept running; never while it can. */
  broken: Promise<Broken>
  /** The process that runs now; undefined between two. */
  pid: () => number | undefined
  /** Stops it for good, also in the middle of a restart. */
  stop: () => Promise<void>
}

/** The pause before the n-th start within a minute; the last one is for all further. */
const pausesMs = [0, 500, 1_000, 2_000, 5_000]
const deathsAMinute = 6
/** One that was up and was killed from outside says nothing against itself, but for this often. */
const killsAMinute = 20
const killedPauseMs = 500

/**
 * Keeps one part running: one that ends by itself is named in one line and started again, at once the first time and
 * later each further time. It counts as broken when it ends before it was ever up, which starting again does not mend
 * (a variable is missing), or when it ends by itself again and again within a minute.
 */
export function keepRunning(options: {
  name: string
  start: () => { part: Part; ready: Promise<void> }
  log: (line: string) => void
}): Keeper {
  const { name, start, log } = options
  const ready = Promise.withResolvers<void>()
  const broken = Promise.withResolvers<Broken>()
  const stopping = new AbortController()
  const deaths: { at: number; wasKilled: boolean }[] = []
  let running: Part | undefined
  let wasUp = false

  async function run(): Promise<void> {
    for (;;) {
      const { part, ready: up } = start()
      running = part
      const diedAt = deaths.at(-1)?.at
      let isUp = false
      up.then(() => {
        wasUp = true
        isUp = true
        if (diedAt !== undefined) log(`The ${name} is back after ${seconds(diedAt)} s.`)
        ready.resolve()
      })
      const { code, signal, lastLines } = await part.exited
      running = undefined
      if (stopping.signal.aborted) return
      const reason = signal ?? `exit ${code}`
      const now = performance.now()
      deaths.push({ at: now, wasKilled: isUp && signal !== null })
      const recent = deaths.filter(({ at }) => now - at < 60_000)
      const own = recent.filter(({ wasKilled }) => !wasKilled).length
      if (!wasUp || own >= deathsAMinute || recent.length - own >= killsAMinute)
        return broken.resolve({ name, reason, lastLines })
      log(`The ${name} stopped (${reason}); starting it again.`)
      const pauseMs = Math.max(
        pausesMs[own - 1] ?? (own > 0 ? 5_000 : 0),
        recent.length > 1 ? killedPauseMs : 0,
      )
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
    }
  }

  const over = run()
  return {
    ready: ready.promise,
    broken: broken.promise,
    pid: () => running?.pid,
    stop: async () => {
      stopping.abort()
      await running?.stop()
      await over
    },
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
