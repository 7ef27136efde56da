import { createDatabase } from '@plotline/db'
import { sql } from 'kysely'
import { inject } from 'vitest'
import { until } from './until.ts'

/**
 * What clients see of a Postgres that restarts: every connection to the database is cut, and none is let in until
 * `work` is done. Other databases of the same server, and the tests in them, notice nothing.
 */
export async function withOutage(databaseUrl: string, work: () => Promise<void>): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1)
  const db = createDatabase({ url: inject('backend').superuserUrl, max: 1 })
  try {
    await sql`alter database ${sql.id(name)} with allow_connections false`.execute(db)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(db)
    try {
      await work()
    } finally {
      await sql`alter database ${sql.id(name)} with allow_connections true`.execute(db)
    }
  } finally {
    await db.destroy()
  }
}

/**
 * Restarts Postgres for real: one of its processes is killed as the kernel would when memory runs out, upon which the
 * server ends all others, recovers from its log and takes connections again. Every database of the server goes
 * through it, so this is for test files that run alone.
 */
export async function crashPostgres(): Promise<void> {
  const { superuserUrl } = inject('backend')
  const db = createDatabase({ url: superuserUrl, max: 1 })
  // This server writes its log a moment after a commit, for speed; nothing that was committed is to be lost here.
  await sql`checkpoint`.execute(db)
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  for (const { pid } of rows) process.kill(pid, 'SIGKILL')
  // Our own connection went with it; a new one is let in when the recovery is done.
  await until(() => sql`select`.execute(db).catch(() => null))
  await db.destroy()
}
