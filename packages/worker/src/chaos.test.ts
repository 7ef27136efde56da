import { createDatabase } from '@plotline/db'
import { expireAssets, getJob } from '@plotline/services'
import { createTestContext, createUser, ledgerOf, order, until, withOutage } from '@plotline/services/testing'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { forkWorker, noModels, readyFiles } from '../testing/index.ts'

/** The small sister of `npm run bench -- chaos`: workers die at random while people order, and nothing is lost. */
const people = 6
const kills = 8

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

it('jobs of several people under kills, cuts, an outage and a frozen worker: each is drawn once and paid once', async () => {
  const test = await createTestContext()
  ends.push(test.close)
  const values = { ...test.values, concurrency: 2, models: noModels }
  const workers = await Promise.all([forkWorker(values), forkWorker(values)])
  ends.push(() => Promise.all(workers.map(({ kill }) => kill())))

  const orders: Awaited<ReturnType<typeof order>>[] = []
  for (let i = 0; i < people; i++) {
    const by = await createUser(test.ctx)
    for (let n = 0; n < 3; n++)
      orders.push(await order(test.ctx, { style: 'sketch', workingPx: 400 }, { by }))
  }

  const isAnyRunning = async () =>
    (await test.ctx.db.selectFrom('jobs').select('id').where('status', '=', 'processing').execute()).length >
    0
  const isAllEnded = async () =>
    (await test.ctx.db.selectFrom('jobs').select('id').where('finished_at', 'is', null).execute()).length ===
    0
  /** Kills a worker in the middle of something, and starts another as a supervisor does. */
  const strike = async (index: number) => {
    await until(async () => (await isAnyRunning()) || (await isAllEnded()))
    await workers[index]?.kill()
    workers[index] = await forkWorker(values)
  }
  for (let struck = 0; struck < kills; struck++) {
    await strike(struck % workers.length)
    if (struck === 2) {
      const db = createDatabase({ url: test.database.superuserUrl, max: 1 })
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
      await db.destroy()
    }
    if (struck === 4) await withOutage(test.database.url, async () => {})
    if (struck === 6) {
      // Frozen, not dead: what it holds goes to the other, and when it wakes up its claims are void.
      workers[0]?.child.kill('SIGSTOP')
      await until(async () => {
        const lost = await test.ctx.db.selectFrom('jobs').select('id').where('losses', '>', 0).execute()
        return lost.length > 0 || (await isAllEnded())
      })
      workers[0]?.child.kill('SIGCONT')
    }
  }

  for (const { user, job } of orders) {
    const done = await until(async () => {
      const now = await getJob(test.ctx, user, job.id).catch(() => null)
      return now?.finishedAt && now
    })
    expect(done).toMatchObject({ status: 'completed', percent: 100, refunded: false })
    expect(await readyFiles(test.ctx, job.id)).toEqual(['artifact json', 'artifact svg', 'preview preview'])
  }
  for (const { user } of orders) {
    expect(await ledgerOf(test.ctx, user)).toEqual({
      balance: 0,
      sum: 0,
      kinds: ['grant', 'debit', 'debit', 'debit'],
    })
  }
  // No death took a try, and what the dead had stored goes with the end of their jobs.
  const { rows } = await sql<{ failures: number }>`select max(failures)::int as failures from jobs`.execute(
    test.ctx.db,
  )
  expect(rows[0]?.failures).toBe(0)
  await expireAssets(test.ctx)
  expect(
    await test.ctx.db.selectFrom('assets').select('kind').where('status', '=', 'pending').execute(),
  ).toEqual([])
  for (const { user } of orders) {
    expect(await test.ctx.storage.list('artifacts', user.userId)).toHaveLength(6)
    expect(await test.ctx.storage.list('artifacts_previews', user.userId)).toHaveLength(3)
  }
}, 900_000)
