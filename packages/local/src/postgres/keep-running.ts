import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Launched } from './launch.ts'

/** Pauses before the launches that follow a death; after the last Postgres counts as broken. */
const pausesMs = [0, 250, 500, 1_000, 2_000, 4_000]
/** So many deaths within a minute say that it is not worth another launch. */
const deathsAMinute = 6

export interface KeptPostgres {
  /** The process id of the postmaster that runs now. */
  pid(): number
  onExit(report: (reason: string) => void): void
  stop(): Promise<void>
}

/**
 * Keeps a Postgres running: one that ends without having been asked to is launched again, at the same place. Reports to
 * `onExit` once it cannot be. `guard` is told of each that runs and answers how to call it off.
 */
export function keepRunning(options: {
  first: Launched
  launch: () => Promise<Launched>
  guard: (pid: number) => () => void
  log: (line: string) => void
}): KeptPostgres {
  const { launch, guard, log } = options
  const reports: ((reason: string) => void)[] = []
  const deaths: number[] = []
  let isStopping = false
  let running = options.first
  let callOff = () => {}
  let reviving: Promise<void> = Promise.resolve()

  function watch(launched: Launched): void {
    running = launched
    callOff = guard(launched.child.pid ?? 0)
    // Not `close`: children that the postmaster left behind keep its standard error open.
    launched.child.once('exit', (code, signal) => {
      callOff()
      if (!isStopping) reviving = revive(signal ?? `code ${code}`)
    })
  }

  async function revive(how: string): Promise<void> {
    const diedAt = performance.now()
    deaths.push(diedAt)
    if (deaths.filter((time) => diedAt - time < 60_000).length >= deathsAMinute) {
      return report(
        `Postgres ended (${how}), for the ${deathsAMinute}th time in a minute: ${running.lastWords()}`,
      )
    }
    log(`Postgres ended (${how}); starting it again.`)
    let failure: unknown
    for (const pauseMs of pausesMs) {
      await pause(pauseMs)
      if (isStopping) return
      try {
        watch(await launch())
        log(`Postgres is back after ${((performance.now() - diedAt) / 1000).toFixed(1)} s.`)
        return
      } catch (error) {
        failure = error
      }
    }
    report(`Postgres ended (${how}) and does not start again: ${failure}`)
  }

  function report(reason: string): void {
    for (const tell of reports) tell(reason)
  }

  let stopped: Promise<void> | undefined
  watch(options.first)
  return {
    pid: () => running.child.pid ?? 0,
    onExit: (tell) => void reports.push(tell),
    stop: () => {
      isStopping = true
      stopped ??= (async () => {
        // One that is being launched right now has to be up before it can be stopped.
        await reviving
        await stopChild(running.child)
        callOff()
      })()
      return stopped
    },
  }
}

/** Fast shutdown (SIGINT), then immediate (SIGQUIT) after 10 s. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGINT')
  const impatience = setTimeout(() => child.kill('SIGQUIT'), 10_000)
  await closed
  clearTimeout(impatience)
}
