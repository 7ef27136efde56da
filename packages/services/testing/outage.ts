import { createDatabase } from '@plotline/db'
import { sql } from 'kysely'
import { inject } from 'vitest'

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
