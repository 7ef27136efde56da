import { type ControlledTransaction, Kysely, type PostgresPoolClient, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './database.gen.ts'
import { databaseLimits } from './limits.ts'
import { RoleDialect } from './role-driver.ts'

export type Database = Kysely<DB>
/** What queries take: the database itself or a transaction of it. */
export type Tx = Transaction<DB> | ControlledTransaction<DB>
export type Db = Database | Tx

/**
 * Opens a pool of connections. `max` connections at once (default 10); idle ones close after 30 s.
 * Close it with `.destroy()`. Nothing connects before the first query. A query that has waited `waitMs` (0 for ever) for
 * a free or new connection throws. So does one that takes longer than `queryMs`: the server ends it, and where the
 * server does not answer either, its connection is closed, for nobody knows what it still does.
 */
export function createDatabase(options: {
  url: string
  max?: number
  applicationName?: string
  waitMs?: number
  queryMs?: number
}): Database {
  const queryMs = options.queryMs ?? databaseLimits.queryMs
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'plotline',
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: options.waitMs ?? databaseLimits.waitMs,
    query_timeout: queryMs,
    keepAlive: true,
  })
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that is in use: its query fails by itself, but the client also emits an error that nobody hears.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    // By a statement, not by the startup message: poolers refuse what they do not know there.
    client.query(sessionLimits(queryMs)).catch(() => {})
  })
  const limited = {
    options: pool.options,
    connect: async () => closedAfterSilence(await pool.connect()),
    end: () => pool.end(),
  }
  return new Kysely<DB>({ dialect: new RoleDialect(limited) })
}

function sessionLimits(queryMs: number): string {
  const statementMs = Math.ceil(queryMs * databaseLimits.serverShare)
  return `set statement_timeout = ${statementMs}; set idle_in_transaction_session_timeout = ${databaseLimits.idleInTransactionMs}`
}

/**
 * A connection whose query went unanswered answers no other one (not even the rollback, which would wait as long
 * again) and is closed when it is given back.
 */
function closedAfterSilence(client: pg.PoolClient): PostgresPoolClient {
  let silence: Error | undefined
  const query = async (text: string, values: readonly unknown[]) => {
    if (silence) throw silence
    try {
      return await client.query(text, [...values])
    } catch (error) {
      if (isSilence(error)) silence = error
      throw error
    }
  }
  return {
    // No cursor of ours goes this way: Kysely sends text and values.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(silence ?? destroy),
  }
}

/** What pg throws when `query_timeout` is over. */
function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout'
}
