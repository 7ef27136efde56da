import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openWay, testDatabase } from '../testing/index.ts'
import { createDatabase } from './database.ts'
import { holdName, isNameHeld } from './hold-name.ts'
import { listen } from './listen.ts'
import { asService } from './roles.ts'

const own = await testDatabase()
const way = await openWay(own.url)
afterAll(way.close)

const pidOf = async (db: ReturnType<typeof createDatabase>) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid

describe('a server that says nothing', () => {
  test('a query and a transaction end with an error, and their connection is not used again', async () => {
    const db = createDatabase({ url: way.url, max: 1, queryMs: 1_000, waitMs: 2_000 })
    const before = await pidOf(db)
    way.fallSilent()
    await expect(sql`select 1`.execute(db)).rejects.toThrow(/timeout/)
    await expect(asService(db, (tx) => sql`select 1`.execute(tx))).rejects.toThrow(/timeout/)
    way.speak()
    expect(await pidOf(db)).not.toBe(before)
    await db.destroy()
  })

  test('one that waits for a connection does not wait for ever', async () => {
    const db = createDatabase({ url: own.url, max: 1, waitMs: 3_000 })
    const { promise, resolve } = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const holding = asService(db, () => {
      begun.resolve()
      return promise
    })
    await begun.promise
    await expect(sql`select 1`.execute(db)).rejects.toThrow(/timeout/)
    resolve()
    await holding
    await db.destroy()
  })

  test('a listener notices, says so and listens again', async () => {
    const errors: unknown[] = []
    const lost = Promise.withResolvers<void>()
    const again = Promise.withResolvers<void>()
    const heard = Promise.withResolvers<string>()
    const listener = await listen({
      url: way.url,
      channel: 'news',
      heartbeatMs: 50,
      onPayload: heard.resolve,
      onError: (error) => {
        errors.push(error)
        lost.resolve()
      },
      onReconnect: again.resolve,
    })
    way.fallSilent()
    await lost.promise
    way.speak()
    await again.promise
    const db = createDatabase({ url: own.url, max: 1 })
    await sql`select pg_notify('news', 'still here')`.execute(db)
    expect(await heard.promise).toBe('still here')
    expect(String(errors[0])).toMatch(/timeout/)
    await db.destroy()
    await listener.close()
  })
})

test('a living server ends a statement that takes too long, and its connection goes on', async () => {
  const db = createDatabase({ url: own.url, max: 1, queryMs: 1_200 })
  const before = await pidOf(db)
  await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toThrow(/statement timeout/)
  expect(await pidOf(db)).toBe(before)
  await db.destroy()
})

test('a name is held while its session lives, and taken again on the connection that follows a lost one', async () => {
  const db = createDatabase({ url: own.url })
  const isHeld = async () =>
    (
      await asService(db, (tx) =>
        sql<{ held: boolean }>`select ${isNameHeld(sql.val('worker-1'))} as held`.execute(tx),
      )
    ).rows[0]?.held
  expect(await isHeld()).toBe(false)
  const session = await holdName({ url: own.url, name: 'worker-1', onError: () => {} })
  expect(await isHeld()).toBe(true)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plotline name worker-1'`.execute(
    db,
  )
  while (!(await isHeld())) await new Promise((resolve) => setTimeout(resolve, 20))
  await session.close()
  while (await isHeld()) await new Promise((resolve) => setTimeout(resolve, 20))
  await db.destroy()
})
