import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'

/** A pool for SQL that is written out: it knows no tables. */
export type Db = Kysely<unknown>
export type Tx = Transaction<unknown>

/** What one statement, or a pause inside a transaction, may take before Postgres ends it. */
const statementMs = 30_000
/** A Postgres that answers nothing at all is given up a little later than one that is only slow. */
const silenceMs = statementMs + 5_000

/**
 * A connection whose statement was given up is closed: it may still be inside a transaction, and whoever got it next
 * would go on in it.
 */
class LimitedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const query = this.query.bind(this) as (...args: unknown[]) => unknown
    const limited = (...args: unknown[]) => {
      const answer = query(...args)
      if (answer instanceof Promise) answer.catch((error) => isSilence(error) && this.#close())
      return answer
    }
    // Its many overloads are those of the method that it calls.
    this.query = limited as typeof this.query
  }

  #close(): void {
    this.connection.stream.destroy()
  }
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/**
 * Opens a pool of at most `max` connections; nothing connects before the first query. A connection that breaks fails the
 * query that it was at, no other, and is replaced. Every wait ends: for a connection after 10 s, for an answer after 35 s
 * unless `isPatient`, which is for migrations.
 */
export function openPool(
  url: string,
  options: { max: number; isPatient?: boolean; types?: pg.CustomTypesConfig },
): pg.Pool {
  const { max, isPatient = false, types } = options
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'plotline-local',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    Client: LimitedClient,
    ...(isPatient
      ? {}
      : {
          statement_timeout: statementMs,
          idle_in_transaction_session_timeout: statementMs,
          query_timeout: silenceMs,
        }),
  })
  // An idle connection that the server drops, and one in use whose query fails by itself: the pool replaces both, and
  // without a listener their errors would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** The same for our own SQL. Close it with `destroy`. */
export function connect(url: string, options: { max: number; isPatient?: boolean }): Db {
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool(url, options) }) })
}

/** Runs `work` with one connection of its own, closed afterwards. No time limit. */
export async function withConnection<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(url, { max: 1, isPatient: true })
  try {
    return await db.connection().execute(work)
  } finally {
    await db.destroy()
  }
}
