import { type ControlledTransaction, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './database.gen.ts'

export type Database = Kysely<DB>
/** What queries take: the database itself or a transaction of it. */
export type Tx = Transaction<DB> | ControlledTransaction<DB>
export type Db = Database | Tx

/**
 * Opens a pool of connections. `max` connections at once (default 10); idle ones close after 30 s.
 * Close it with `.destroy()`. Nothing connects before the first query; a query that has waited `waitMs` (default 30 s,
 * 0 for ever) for a free or new connection throws.
 */
export function createDatabase(options: {
  url: string
  max?: number
  applicationName?: string
  waitMs?: number
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'plotline',
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: options.waitMs ?? 30_000,
    keepAlive: true,
  })
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that is in use: its query fails by itself, but the client also emits an error that nobody hears.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}
