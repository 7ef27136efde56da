import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { bundledFlag } from '../../bundle.mjs'
import { projectRoot } from '../../start/processes.ts'
import { familyOf, type Process, processesOn, signalTo } from './processes.ts'

/** What can be killed: the parts of `npm start`, told by their commands. */
export type PartName = 'worker' | 'web' | 'Postgres child' | 'postmaster' | 'start'

export type Product = {
  readonly siteUrl: string
  readonly inboxUrl: () => string
  /** The processes of each part that run now. */
  readonly parts: () => Record<PartName, readonly Process[]>
  /** How often all of it had to be started again, for the starting process had ended. */
  readonly restarts: () => number
  /** Asks it to stop and waits; answers what is left of it then. */
  readonly stop: () => Promise<Process[]>
}

/**
 * Runs `npm start` on a folder, on the port or the next that is free, and runs it again on the same whenever it ends
 * without having been asked to.
 */
export async function runProduct(
  dataDir: string,
  preferredPort: number,
  extraEnv: Record<string, string>,
): Promise<Product> {
  let child: ChildProcess
  let port = preferredPort
  let inboxUrl = ''
  let restarts = -1
  let isStopping = false
  let ready = Promise.withResolvers<void>()

  const start = () => {
    restarts++
    child = spawn(process.execPath, [bundledFlag, join(projectRoot, 'scripts/start/main.ts')], {
      cwd: projectRoot,
      env: { ...process.env, ...extraEnv, PLOTLINE_DATA: dataDir, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        appendFileSync(`${dataDir}.log`, `${line}\n`)
        inboxUrl = /^\s*Inbox\s+(http\S+)/.exec(line)?.[1] ?? inboxUrl
        port = Number(/^\s*Plotline\s+http:\/\/[^:]+:(\d+)/.exec(line)?.[1] ?? port)
        if (/Ctrl-C stops/.test(line)) ready.resolve()
      })
    }
    child.once('exit', async () => {
      if (isStopping) return
      ready = Promise.withResolvers()
      // Its parts leave by themselves once they see that it is gone; the port is free then.
      while (processesOn(dataDir).some(({ words }) => /web-server|worker/.test(words))) await pause(50)
      if (!isStopping) start()
    })
  }
  start()
  await Promise.race([
    ready.promise,
    pause(240_000).then(() => Promise.reject(new Error('It did not start.'))),
  ])

  const parts = () => {
    const all = familyOf(child.pid ?? 0)
    // Of npm's and Node's wrappers the innermost is the part itself.
    const named = (test: RegExp) => all.filter(({ words }) => test.test(words))
    const postmaster = named(/\/postgres -D/)
    return {
      worker: named(/worker\/src\/main\.ts/),
      web: named(/start\/web-server\.ts|next-server/),
      'Postgres child': all.filter(({ words }) => /^postgres: /.test(words)),
      postmaster,
      start: all.filter(({ pid }) => pid === child.pid),
    }
  }
  return {
    siteUrl: `http://127.0.0.1:${port}`,
    inboxUrl: () => inboxUrl,
    parts,
    restarts: () => restarts,
    async stop() {
      isStopping = true
      if (child.exitCode === null && child.signalCode === null) {
        signalTo(child.pid ?? 0, 'SIGTERM')
        await Promise.race([once(child, 'exit'), pause(90_000)])
      }
      // What was orphaned by a kill leaves within a second or two.
      for (let i = 0; i < 100 && processesOn(dataDir).length > 0; i++) await pause(100)
      const left = processesOn(dataDir)
      for (const { pid } of left) signalTo(pid, 'SIGKILL')
      return left
    },
  }
}
