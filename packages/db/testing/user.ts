import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../src/index.ts'

/** Signs somebody up straight in the database, with the three credits that every mailbox gets. Answers their id. */
export async function createTestUser(db: Database): Promise<string> {
  const id = randomUUID()
  await sql`insert into auth.users (id, email, email_confirmed_at, last_sign_in_at)
    values (${id}, ${`${id}@example.com`}, now(), now())`.execute(db)
  await sql`select private.claim_grant(${id}, ${`${id}@example.com`}, 3)`.execute(db)
  return id
}
