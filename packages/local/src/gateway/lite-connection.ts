import type { Connection } from '@supabase/lite'
import { PgliteConnection } from '@supabase/lite/pglite'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { openPool, withConnection } from '../database/connect.ts'
import { describing } from './lite-parameters.ts'
import { readTypes } from './lite-types.ts'

/**
 * What lite knows of Postgres but for the driver. lite does not export the class, only two made of it: one over
 * postgres.js, whose broken connections throw where nobody can catch it, and this one.
 */
const PostgresConnection = Object.getPrototypeOf(PgliteConnection) as new (config: {
  url: string
}) => Connection<pg.Pool>

/**
 * Opens lite's connection over a pool of `max` of `pg`, kept from two of lite's habits: it would GRANT ALL to the API
 * roles and replace `auth.uid()` at its first request (undoing what migrations revoke), and it answers 500 where
 * PostgREST answers 400. Reads the database's types first, so the database must be up.
 */
export async function openLiteConnection(
  url: string,
  { max }: { max: number },
): Promise<Connection<pg.Pool>> {
  const types = await withConnection(url, readTypes)
  const pool = openPool(url, { max, types })
  const connection = new PostgresConnection({ url })
  const normalize = connection.normalizeDbError.bind(connection)
  const kysely = new Kysely({ dialect: new PostgresDialect({ pool: describing(pool) }) })
  return Object.assign(connection, {
    driver: pool,
    dialect: 'postgres' as const,
    kysely,
    // Private in lite's types, and the only way to keep it from rewriting grants.
    ensureRlsContext: async () => true,
    normalizeDbError: (error: unknown) => asRefusal(normalize(error)),
    close: () => kysely.destroy(),
  })
}

/** What a trigger or a check refused, in the form in which lite lets a function choose the answer's status. */
function asRefusal(error: unknown): unknown {
  if (!isDatabaseError(error) || !/^P0|^23514$/.test(error.code)) return error
  const { code, message, detail, hint } = error
  const body = JSON.stringify({ code, message, details: detail, hint })
  return Object.assign(new Error(body), {
    code: 'PGRST',
    detail: JSON.stringify({ status: 400, headers: {} }),
  })
}

function isDatabaseError(
  error: unknown,
): error is { code: string; message: string; detail?: string; hint?: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
}
