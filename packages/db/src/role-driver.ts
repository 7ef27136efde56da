import { AsyncLocalStorage } from 'node:async_hooks'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type TransactionSettings,
} from 'kysely'
import pg from 'pg'

type Settings = Readonly<Record<string, string>>

/** What the transaction that is about to begin is to be set to, until it has begun. */
const wanted = new AsyncLocalStorage<{ settings: Settings | null }>()

/** Begins the transaction that `begin` opens with these settings, local to it, in the message that begins it. */
export function withSettings<T>(settings: Settings, begin: () => Promise<T>): Promise<T> {
  return wanted.run({ settings }, begin)
}

/** Saves each transaction a round trip: BEGIN and its settings go to the server as one message. */
class RoleDriver extends PostgresDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    const start = wanted.getStore()
    if (!start?.settings) return super.beginTransaction(connection, settings)
    const calls = Object.entries(start.settings).map(
      ([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
    )
    // A transaction of another pool inside this one is its own.
    start.settings = null
    await connection.executeQuery(CompiledQuery.raw(`begin; select ${calls.join(', ')}`))
  }
}

/** Kysely's dialect over a pool of pg, for transactions in a role. */
export class RoleDialect extends PostgresDialect {
  readonly #pool: PostgresPool
  constructor(pool: PostgresPool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): Driver {
    return new RoleDriver({ pool: this.#pool })
  }
}
