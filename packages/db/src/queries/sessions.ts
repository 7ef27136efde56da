import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** Those of these sessions that have not ended, each with its owner. */
export async function findLiveSessions(tx: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; user_id: string }>`
    select id, user_id from private.live_sessions(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, user_id }) => [id, user_id]))
}
