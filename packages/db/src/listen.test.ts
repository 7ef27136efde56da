import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, createTestUser, type TestDatabase } from '../testing/index.ts'
import { createDatabase, type Database } from './database.ts'
import { type Listener, listen } from './listen.ts'
import { asService } from './roles.ts'

let own: TestDatabase
let db: Database
let listener: Listener | undefined
beforeAll(async () => {
  own = await createTestDatabase()
  db = createDatabase({ url: own.url })
})
afterEach(async () => {
  await listener?.close()
  listener = undefined
})
afterAll(async () => {
  await db.destroy()
  await own.drop()
})

/** Collects what arrives; `next` waits for one more. */
function mailbox<T>() {
  const waiting: ((value: T) => void)[] = []
  const arrived: T[] = []
  return {
    put: (value: T) => {
      const first = waiting.shift()
      if (first) first(value)
      else arrived.push(value)
    },
    next: () =>
      new Promise<T>((resolve) => {
        const value = arrived.shift()
        if (value === undefined) waiting.push(resolve)
        else resolve(value)
      }),
    arrived,
  }
}

const notify = (channel: string, payload: string) => sql`select pg_notify(${channel}, ${payload})`.execute(db)

describe('listen', () => {
  test('hands over every payload of its channel, in order, and of no other', async () => {
    const got = mailbox<string>()
    listener = await listen({ url: own.url, channel: 'one', onPayload: got.put, onError: () => {} })
    await notify('other', 'x')
    for (const payload of ['1', '2', '3']) await notify('one', payload)
    expect([await got.next(), await got.next(), await got.next()]).toEqual(['1', '2', '3'])
  })

  test('comes back after its connection was cut, says so, and hears again', async () => {
    const got = mailbox<string>()
    const errors = mailbox<unknown>()
    const reconnected = mailbox<string>()
    listener = await listen({
      url: own.url,
      channel: 'cut',
      onPayload: got.put,
      onError: errors.put,
      onReconnect: () => reconnected.put('again'),
    })
    for (let round = 1; round <= 3; round++) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'plotline listen cut' and datname = current_database()`.execute(db)
      expect(await errors.next()).toBeInstanceOf(Error)
      await reconnected.next()
      await notify('cut', `round ${round}`)
      expect(await got.next()).toBe(`round ${round}`)
    }
    // One connection, however often it was cut.
    const { rows } = await sql<{ count: number }>`select count(*)::int from pg_stat_activity
      where application_name = 'plotline listen cut' and datname = current_database()`.execute(db)
    expect(rows).toEqual([{ count: 1 }])
  })

  test('throws when the first connection fails', async () => {
    const nowhere = new URL(own.url)
    nowhere.pathname = '/not_there'
    await expect(
      listen({ url: nowhere.href, channel: 'x', onPayload: () => {}, onError: () => {} }),
    ).rejects.toThrow('not_there')
  })

  test('close leaves no connection', async () => {
    const closing = await listen({ url: own.url, channel: 'gone', onPayload: () => {}, onError: () => {} })
    await closing.close()
    await closing.close()
    await expect
      .poll(async () => {
        const { rows } = await sql<{ count: number }>`select count(*)::int from pg_stat_activity
          where application_name = 'plotline listen gone' and datname = current_database()`.execute(db)
        return rows[0]?.count
      })
      .toBe(0)
  })

  test('every change of a job and of its stages is announced with its owner, on commit', async () => {
    const userId = await createTestUser(db)
    const got = mailbox<string>()
    listener = await listen({ url: own.url, channel: 'job_events', onPayload: got.put, onError: () => {} })
    const order = { user_id: userId, style: 'lines', recipe: '{}', filename: 'photo.jpg', credit_cost: 1 }
    const { id } = await asService(db, (tx) =>
      tx.insertInto('jobs').values(order).returning('id').executeTakeFirstOrThrow(),
    )
    const announced = JSON.stringify({ id, userId })
    const read = async () => JSON.stringify(JSON.parse(await got.next()))
    expect(await read()).toBe(announced)
    await asService(db, (tx) =>
      tx.insertInto('job_stages').values({ job_id: id, name: 'decode', position: 0 }).execute(),
    )
    expect(await read()).toBe(announced)
    await asService(db, (tx) =>
      tx.updateTable('job_stages').set({ percent: 50 }).where('job_id', '=', id).execute(),
    )
    expect(await read()).toBe(announced)
    // A change that was rolled back says nothing: the next word is the deletion's.
    await asService(db, async (tx) => {
      await tx.updateTable('jobs').set({ percent: 10 }).where('id', '=', id).execute()
      throw new Error('back')
    }).catch(() => {})
    await asService(db, (tx) => tx.deleteFrom('jobs').where('id', '=', id).execute())
    expect(await read()).toBe(announced)
    await notify('job_events', '"last"')
    expect(await got.next()).toBe('"last"')
  })
})
