import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Asks the database for one row; resolves when it answered and throws what the driver says when it did not. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}
