import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

const jsonTypes = new Set([114, 3802])
/** So many statements are remembered; lite writes one for each shape of request. */
const remembered = 500

/**
 * lite leaves it to the driver to write a value as its column wants it: an array may be meant for `text[]` or for
 * `jsonb`. pg writes a value by what it is in JavaScript, so Postgres is asked what each parameter is, once for every
 * statement that carries a text or an array.
 */
export function describing(pool: pg.Pool): PostgresPool {
  const known = new Map<string, readonly number[]>()

  async function typesOf(client: pg.PoolClient, text: string): Promise<readonly number[]> {
    const found = known.get(text)
    if (found) return found
    const types = await new Promise<readonly number[]>((resolve, reject) => {
      client.query(new Describe(text, (error, oids) => (error ? reject(error) : resolve(oids))))
    })
    if (known.size >= remembered) known.clear()
    known.set(text, types)
    return types
  }

  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const query = async (text: string, values: readonly unknown[]) => {
        if (!values.some(isAmbiguous)) return client.query(text, [...values])
        const types = await typesOf(client, text)
        return client.query(
          text,
          values.map((value, i) => (jsonTypes.has(types[i] ?? 0) ? asJson(value) : value)),
        )
      }
      // Kysely calls the one overload of it that is written here, and keeps what it knows of a client by its identity.
      return { query, release: () => client.release() } as unknown as PostgresPoolClient
    },
  }
}

function isAmbiguous(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value)
}

/** lite hands over some JSON as text already; any other text is a JSON string. */
function asJson(value: unknown): unknown {
  if (value === null || value === undefined) return null
  return typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Asks Postgres for the types of a statement's parameters: Parse, Describe, Sync. pg knows it by `submit`. */
class Describe implements pg.Submittable {
  readonly #text: string
  readonly #done: (error: Error | null, oids: readonly number[]) => void
  #oids: readonly number[] = []
  readonly #onTypes = (message: { dataTypeIDs: number[] }) => {
    this.#oids = message.dataTypeIDs
  }
  #connection: pg.Connection | undefined
  /** pg calls it when a limit is over, and in place of the handlers when the connection is lost. */
  callback: (error: Error | null) => void

  constructor(text: string, done: (error: Error | null, oids: readonly number[]) => void) {
    this.#text = text
    this.#done = done
    this.callback = (error) => {
      this.#connection?.off('parameterDescription', this.#onTypes)
      this.#done(error, this.#oids)
    }
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection
    connection.on('parameterDescription', this.#onTypes)
    connection.parse({ name: '', text: this.#text, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.sync()
  }

  handleRowDescription(): void {}

  handleError(error: Error): void {
    this.callback(error)
  }

  handleReadyForQuery(): void {
    this.callback(null)
  }
}
