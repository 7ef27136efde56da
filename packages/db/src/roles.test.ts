import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, createTestUser, type TestDatabase } from '../testing/index.ts'
import { createDatabase, type Database, type Tx } from './database.ts'
import { ping } from './ping.ts'
import { asService, asUser } from './roles.ts'

let own: TestDatabase
let db: Database
beforeAll(async () => {
  own = await createTestDatabase()
  // One connection, so that whatever a transaction leaves behind would meet the next one.
  db = createDatabase({ url: own.url, max: 1 })
})
afterAll(async () => {
  await db.destroy()
  await own.drop()
})

async function whoAmI(tx: Tx | Database) {
  const { rows } = await sql<{ role: string; uid: string | null; claimed: string | null }>`
    select current_user::text as role, auth.uid()::text as uid, auth.role() as claimed`.execute(tx)
  return rows[0]
}

describe('roles', () => {
  test('asUser is that user, by both forms of the claims', async () => {
    const id = randomUUID()
    expect(await asUser(db, id, whoAmI)).toEqual({ role: 'authenticated', uid: id, claimed: 'authenticated' })
    const { rows } = await asUser(db, id, (tx) =>
      sql<{ sub: string; claims: { sub: string } }>`select current_setting('request.jwt.claim.sub') as sub,
        current_setting('request.jwt.claims')::jsonb as claims`.execute(tx),
    )
    expect(rows[0]).toMatchObject({ sub: id, claims: { sub: id, role: 'authenticated' } })
  })

  test('asService is the server and nobody in particular', async () => {
    expect(await asService(db, whoAmI)).toEqual({ role: 'service_role', uid: null, claimed: 'service_role' })
  })

  test('nothing is left on the connection, after success and after failure', async () => {
    await asUser(db, randomUUID(), whoAmI)
    expect(await whoAmI(db)).toEqual({ role: 'postgres', uid: null, claimed: null })
    await expect(asUser(db, randomUUID(), () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await whoAmI(db)).toEqual({ role: 'postgres', uid: null, claimed: null })
  })

  test('policies hold: a user sees one profile, the server all', async () => {
    const ann = await createTestUser(db)
    await createTestUser(db)
    expect(await asUser(db, ann, (tx) => tx.selectFrom('users').select('id').execute())).toEqual([
      { id: ann },
    ])
    expect(
      (await asService(db, (tx) => tx.selectFrom('users').select('id').execute())).length,
    ).toBeGreaterThan(1)
  })

  test('an id that is none is refused by the database, not believed', async () => {
    const forged = `${randomUUID()}","role":"service_role`
    await expect(asUser(db, forged, (tx) => tx.selectFrom('users').select('id').execute())).rejects.toThrow(
      'uuid',
    )
  })
})

describe('ping', () => {
  test('answers when the database does, throws when it does not', async () => {
    await ping(db)
    const nowhere = createDatabase({ url: 'postgres://postgres@127.0.0.1:1/postgres' })
    await expect(ping(nowhere)).rejects.toThrow('ECONNREFUSED')
    await nowhere.destroy()
  })
})
