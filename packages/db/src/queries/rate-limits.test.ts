import { randomUUID } from 'node:crypto'
import { assert, asyncProperty, integer } from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/index.ts'
import { createDatabase } from '../database.ts'
import { asService } from '../roles.ts'
import { deleteExpiredRateLimits, forgetHit, hitRateLimit } from './rate-limits.ts'

const own = await testDatabase()
const db = createDatabase({ url: own.url, max: 8, waitMs: 0 })
afterAll(() => db.destroy())

const hit = (key: string, limit: number, windowSeconds = 3600) =>
  asService(db, (tx) => hitRateLimit(tx, { key, limit, windowSeconds }))

/** Lets a window's hits have happened that much earlier. */
const age = (key: string, seconds: number) =>
  sql`update rate_limits set hits = array(select h - make_interval(secs => ${seconds}) from unnest(hits) h),
    expires_at = expires_at - make_interval(secs => ${seconds}) where key = ${key}`.execute(db)

describe('hitRateLimit', () => {
  test('50 hits at once: never more than the limit, and every place is given', async () => {
    await assert(
      asyncProperty(integer({ min: 1, max: 60 }), async (limit) => {
        const key = randomUUID()
        const answers = await Promise.all(Array.from({ length: 50 }, () => hit(key, limit)))
        const allowed = answers.filter((answer) => answer.allowed)
        expect(allowed).toHaveLength(Math.min(50, limit))
        expect(allowed.map(({ remaining }) => remaining).sort((a, b) => b - a)).toEqual(
          Array.from({ length: Math.min(50, limit) }, (_, index) => limit - 1 - index),
        )
      }),
      { numRuns: 4 },
    )
  })

  test('counts down, then refuses and says when to come back', async () => {
    const key = randomUUID()
    expect(await hit(key, 2)).toMatchObject({ allowed: true, remaining: 1 })
    expect(await hit(key, 2)).toMatchObject({ allowed: true, remaining: 0 })
    const refused = await hit(key, 2)
    expect(refused).toMatchObject({ allowed: false, remaining: 0 })
    expect(refused.resetSeconds).toBeGreaterThan(0)
    expect(refused.resetSeconds).toBeLessThanOrEqual(3600)
  })

  test('a place comes back when its own hit leaves the window, not all at once', async () => {
    const key = randomUUID()
    await hit(key, 2)
    await age(key, 1800)
    await hit(key, 2)
    expect(await hit(key, 2)).toMatchObject({ allowed: false })
    await age(key, 1801)
    expect(await hit(key, 2)).toMatchObject({ allowed: true, remaining: 0 })
    expect(await hit(key, 2)).toMatchObject({ allowed: false })
  })

  test('a hit that is taken back makes room for one, whichever it was and however often', async () => {
    const key = randomUUID()
    const hits = [await hit(key, 3), await hit(key, 3), await hit(key, 3)]
    expect((await hit(key, 3)).at).toBeNull()
    const at = hits[1]?.at ?? ''
    for (let time = 0; time < 2; time++) await asService(db, (tx) => forgetHit(tx, { key, at }))
    expect(await hit(key, 3)).toMatchObject({ allowed: true, remaining: 0 })
    expect(await hit(key, 3)).toMatchObject({ allowed: false })
  })

  test('40 at once, each taken back: never more than the limit at a time, and all room is there again', async () => {
    const key = randomUUID()
    let [inside, most] = [0, 0]
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const { allowed, at } = await hit(key, 5)
        if (!allowed || !at) return
        most = Math.max(most, ++inside)
        await asService(db, (tx) => sql`select pg_sleep(0.01)`.execute(tx))
        inside--
        await asService(db, (tx) => forgetHit(tx, { key, at }))
      }),
    )
    expect(most).toBeLessThanOrEqual(5)
    expect(await hit(key, 5)).toMatchObject({ allowed: true, remaining: 4 })
  })

  test('what is refused does not count: hammering does not lengthen the wait', async () => {
    const key = randomUUID()
    await hit(key, 1)
    await age(key, 3000)
    for (let i = 0; i < 5; i++) expect(await hit(key, 1)).toMatchObject({ allowed: false })
    await age(key, 601)
    expect(await hit(key, 1)).toMatchObject({ allowed: true })
  })

  test('keys do not share places', async () => {
    const [a, b] = [randomUUID(), randomUUID()]
    await hit(a, 1)
    expect(await hit(b, 1)).toMatchObject({ allowed: true })
  })

  test('a lowered limit holds at once', async () => {
    const key = randomUUID()
    for (let i = 0; i < 5; i++) await hit(key, 5)
    expect(await hit(key, 2)).toMatchObject({ allowed: false, remaining: 0 })
  })

  test('a limit of nothing is a mistake', async () => {
    await expect(hit(randomUUID(), 0)).rejects.toThrow('expected a limit of 1 or more, got 0')
  })

  test('only empty windows are removed', async () => {
    const [old, young] = [randomUUID(), randomUUID()]
    await hit(old, 5)
    await hit(young, 5)
    await age(old, 3601)
    expect(await asService(db, deleteExpiredRateLimits)).toBe(1)
    const left = await db.selectFrom('rate_limits').select('key').where('key', 'in', [old, young]).execute()
    expect(left).toEqual([{ key: young }])
  })
})
