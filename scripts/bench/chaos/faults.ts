import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase, sql } from '../../../packages/db/src/index.ts'
import { bundledFlag } from '../../bundle.mjs'
import { storageFolderOf } from './books.ts'
import { environmentOf, signalTo } from './processes.ts'
import type { PartName, Product } from './product.ts'

/** How often each part is killed, of a hundred kills. */
export const killWeights: readonly (readonly [PartName, number])[] = [
  ['worker', 40],
  ['web', 20],
  ['Postgres child', 25],
  ['postmaster', 10],
  ['start', 5],
]

/** Kills one process of a part as the kernel would; false where none runs now. */
export function killOne(product: Product, part: PartName): boolean {
  const running = product.parts()[part]
  const one = running[Math.floor(Math.random() * running.length)]
  if (!one) return false
  signalTo(one.pid, 'SIGKILL')
  return true
}

/** Cuts every connection to the database at once. */
export async function cutConnections(superuserUrl: string): Promise<void> {
  const db = createDatabase({ url: superuserUrl, max: 1 })
  try {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(db)
  } finally {
    await db.destroy()
  }
}

/** Stops all of Postgres for a while; answers how long readiness took to say so, and what it said. */
export async function freezePostgres(product: Product, ms: number) {
  const { postmaster, 'Postgres child': children } = product.parts()
  const frozen = [...postmaster, ...children]
  for (const { pid } of frozen) signalTo(pid, 'SIGSTOP')
  try {
    const since = performance.now()
    const answer = await fetch(`${product.siteUrl}/api/health/ready`, {
      signal: AbortSignal.timeout(20_000),
    }).then(
      async (response) => (await response.json()) as { parts?: Record<string, { status: string }> },
      () => null,
    )
    const answeredMs = performance.now() - since
    await pause(Math.max(0, ms - answeredMs))
    return { answeredMs, saidDatabase: answer?.parts?.database?.status ?? 'nothing' }
  } finally {
    for (const { pid } of frozen) signalTo(pid, 'SIGCONT')
  }
}

/** Fills the storage's own small disk to the last byte for a while. */
export async function fillDisk(dataDir: string, ms: number): Promise<void> {
  const filler = join(storageFolderOf(dataDir), 'filler')
  const handle = await open(filler, 'w')
  try {
    const block = Buffer.alloc(1 << 20)
    for (;;) await handle.write(block)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
    await pause(ms)
  } finally {
    await handle.close()
    await rm(filler)
  }
}

/** Runs the expiry in a process whose clock is `days` ahead, with the worker's environment. False where none runs. */
export async function expire(product: Product, days: number): Promise<boolean> {
  const [worker] = product.parts().worker
  if (!worker) return false
  const child = spawn(
    process.execPath,
    [bundledFlag, join(import.meta.dirname, 'expire.ts'), '--days', String(days)],
    { env: { ...process.env, ...environmentOf(worker.pid) }, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const [code] = await once(child, 'exit')
  return code === 0
}
