import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../src/index.ts'

/** Signs somebody up straight in the database, with the three credits that everyone gets. Answers their id. */
export async function createTestUser(db: Database): Promise<string> {
  const id = randomUUID()
  await sql`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`.execute(db)
  return id
}
