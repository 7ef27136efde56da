import { randomUUID } from 'node:crypto'
import { array, assert, asyncProperty, boolean, constantFrom, integer, record } from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { createTestUser, testDatabase } from '../../testing/index.ts'
import { createDatabase } from '../database.ts'
import { asService, asUser } from '../roles.ts'
import { applyCredit, findCredits } from './credits.ts'

const own = await testDatabase()
const db = createDatabase({ url: own.url, max: 8, waitMs: 0 })
afterAll(() => db.destroy())

/** Balance, debt and the sum of the ledger, as they stand. */
async function books(userId: string) {
  const { rows } = await sql<{ balance: number; debt: number; sum: number; events: number }>`
    select balance, debt, (select sum(amount)::int from credit_events e where e.user_id = c.user_id) as sum,
      (select count(*)::int from credit_events e where e.user_id = c.user_id) as events
    from credits c where user_id = ${userId}`.execute(db)
  return rows[0]
}

function times<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)))
}

describe('applyCredit', () => {
  test('40 debits at once on 3 credits: exactly 3 are applied', async () => {
    const userId = await createTestUser(db)
    const answers = await times(40, () =>
      asService(db, (tx) =>
        applyCredit(tx, { userId, kind: 'debit', amount: -1, ref: randomUUID(), note: '' }),
      ),
    )
    expect(answers.filter(({ outcome }) => outcome === 'applied')).toHaveLength(3)
    expect(answers.filter(({ outcome }) => outcome === 'insufficient')).toHaveLength(37)
    expect(await books(userId)).toEqual({ balance: 0, debt: 0, sum: 0, events: 4 })
  })

  test('40 identical purchases at once: one event', async () => {
    const userId = await createTestUser(db)
    const ref = `cs_${randomUUID()}`
    const answers = await times(40, () =>
      asService(db, (tx) => applyCredit(tx, { userId, kind: 'purchase', amount: 10, ref, note: '' })),
    )
    expect(answers.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1)
    expect(answers.every(({ balance, debt }) => balance === 13 && debt === 0)).toBe(true)
    expect(await books(userId)).toEqual({ balance: 13, debt: 0, sum: 13, events: 2 })
  })

  test('one ref claimed for two users at once: one of them gets it', async () => {
    const users = await times(8, () => createTestUser(db))
    const ref = `cs_${randomUUID()}`
    const answers = await Promise.all(
      users.map((userId) =>
        asService(db, (tx) => applyCredit(tx, { userId, kind: 'purchase', amount: 10, ref, note: '' })),
      ),
    )
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['applied', ...Array(7).fill('duplicate')])
    const after = await Promise.all(users.map(books))
    expect(after.map((book) => book?.balance).sort((a = 0, b = 0) => a - b)).toEqual([
      ...Array(7).fill(3),
      13,
    ])
  })

  test('a transaction that is rolled back leaves neither event nor balance', async () => {
    const userId = await createTestUser(db)
    const failed = asService(db, async (tx) => {
      await applyCredit(tx, { userId, kind: 'debit', amount: -1, ref: 'rolled back', note: '' })
      throw new Error('the queue did not answer')
    })
    await expect(failed).rejects.toThrow('the queue did not answer')
    expect(await books(userId)).toEqual({ balance: 3, debt: 0, sum: 3, events: 1 })
  })

  test('whatever happens in whatever order, the sum of the ledger is balance less debt', async () => {
    const change = record({
      kind: constantFrom('grant', 'purchase', 'refund', 'debit', 'adjustment'),
      size: integer({ min: 1, max: 20 }),
      takesBack: boolean(),
      // Few refs, so that repeats happen.
      ref: integer({ min: 0, max: 6 }),
      aborts: boolean(),
    })
    await assert(
      asyncProperty(array(change, { minLength: 1, maxLength: 10 }), async (changes) => {
        const userId = await createTestUser(db)
        const answers = await Promise.all(
          changes.map(({ kind, size, takesBack, ref, aborts }) => {
            const negative = kind === 'debit' || (kind === 'adjustment' && takesBack)
            return asService(db, async (tx) => {
              const answer = await applyCredit(tx, {
                userId,
                kind: kind as 'grant',
                amount: negative ? -size : size,
                ref: `${userId}:${ref}`,
                note: '',
              })
              if (aborts) throw new Error('aborted')
              return answer
            }).catch((error: Error) => {
              if (error.message !== 'aborted') throw error
            })
          }),
        )
        const after = await books(userId)
        const applied = answers.filter((answer) => answer?.outcome === 'applied')
        expect(after?.events).toBe(1 + applied.length)
        expect(after?.sum).toBe((after?.balance ?? Number.NaN) - (after?.debt ?? Number.NaN))
        expect(Math.min(after?.balance ?? -1, after?.debt ?? -1)).toBe(0)
        // Each event's balance_after continues the one before, in the order the ledger shows.
        const { rows } = await sql<{ broken: number }>`
          select count(*)::int as broken from (
            select balance_after, sum(amount) over (order by id) as expected from credit_events where user_id = ${userId}
          ) chain where balance_after <> expected`.execute(db)
        expect(rows).toEqual([{ broken: 0 }])
      }),
      { numRuns: 15 },
    )
  })

  test('a user reads their own credits and nobody else', async () => {
    const [ann, ben] = await Promise.all([createTestUser(db), createTestUser(db)])
    expect(await asUser(db, ann, (tx) => findCredits(tx, ann))).toEqual({ balance: 3, debt: 0 })
    expect(await asUser(db, ann, (tx) => findCredits(tx, ben))).toBeUndefined()
  })
})
