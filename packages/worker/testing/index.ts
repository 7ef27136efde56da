import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServiceContext } from '@plotline/services'
import type { WorkerValues } from '../src/start.ts'
import { conditions } from '../src/threads/threads.ts'

export { createHold } from './hold.ts'

/**
 * No model, in a folder that is not there, and no network: isolation takes the classical method, so that a test needs
 * nothing but the clone.
 */
export const noModels = { modelsDir: join(tmpdir(), `plotline-no-models-${randomUUID()}`), download: false }

/** The stored files of a job that show, by kind and format. */
export async function readyFiles(ctx: ServiceContext, jobId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('assets')
    .select(['kind', 'format'])
    .where('job_id', '=', jobId)
    .where('status', '=', 'ready')
    .execute()
  return rows.map(({ kind, format }) => `${kind} ${format}`).sort()
}

/** A worker in a process of its own. Resolves when it takes jobs. */
export async function forkWorker(
  values: WorkerValues,
): Promise<{ child: ChildProcess; kill: () => Promise<void> }> {
  const child = fork(new URL('./child.ts', import.meta.url), {
    execArgv: conditions,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.send(values)
  const ended = once(child, 'exit')
  const ready = new Promise<void>((resolve) => {
    child.on('message', (line: { event: string }) => line.event === 'ready' && resolve())
  })
  await Promise.race([
    ready,
    ended.then(([code]) => {
      throw new Error(`The worker process ended with ${code} before it was ready.`)
    }),
  ])
  return {
    child,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
