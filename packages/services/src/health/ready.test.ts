import { createDatabase } from '@plotline/db'
import { openWay } from '@plotline/db/testing'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testContext, withOutage } from '../../testing/index.ts'
import { closeServiceContext, createServiceContext, type ServiceContext } from '../context.ts'
import { beatWorker, forgetWorker } from '../workers/beat.ts'
import { checkReady } from './ready.ts'

const { ctx, database, values } = await testContext()

const statuses = async (within = ctx) => {
  const { status, parts } = await checkReady(within)
  return { status, ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.status])) }
}

describe('checkReady', () => {
  it('names each part, and follows the workers', async () => {
    const fine = { database: 'ok', queue: 'ok', auth: 'ok', storage: 'ok' }
    expect(await statuses()).toEqual({ ...fine, status: 'degraded', worker: 'down', model: 'down' })
    await beatWorker(ctx, { id: 'one', concurrency: 2, model: null, provider: null, edgeModels: [] })
    expect(await statuses()).toEqual({ ...fine, status: 'degraded', worker: 'ok', model: 'degraded' })
    await beatWorker(ctx, { id: 'two', concurrency: 2, model: 'u2netp', provider: 'cpu', edgeModels: [] })
    expect(await statuses()).toEqual({ ...fine, status: 'ok', worker: 'ok', model: 'ok' })
    await sql`update workers set seen_at = now() - interval '5 minutes' where id = 'one'`.execute(ctx.db)
    await forgetWorker(ctx, 'two')
    expect(await statuses()).toMatchObject({ status: 'degraded', worker: 'down' })
  })

  it('says which part is down, and does not throw', async () => {
    const db = createDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', max: 1 })
    const storage = { ...ctx.storage, list: () => Promise.reject(new Error('no')) }
    expect(await statuses({ ...ctx, db, storage })).toEqual({
      status: 'down',
      database: 'down',
      queue: 'ok',
      auth: 'ok',
      storage: 'down',
      worker: 'down',
      model: 'down',
    })
    await db.destroy()
  })

  it.each(['database', 'queue', 'auth', 'storage'] as const)(
    'answers by name, and soon, where the %s says nothing at all',
    async (silent) => {
      const never = () => new Promise<never>(() => {})
      const way = await openWay(database.url)
      const db = createDatabase({ url: way.url, max: 2 })
      await sql`select 1`.execute(db)
      way.fallSilent()
      const hanging: Partial<ServiceContext> = {
        database: { db },
        queue: { queue: { ...ctx.queue, check: never } },
        auth: { checkAuth: never },
        storage: { storage: { ...ctx.storage, list: never } },
      }[silent]
      const answer = await statuses({ ...ctx, ...hanging })
      expect(answer).toMatchObject({ status: 'down', [silent]: 'down' })
      if (silent === 'database')
        expect(answer).toMatchObject({ worker: 'down', model: 'down', storage: 'ok' })
      await way.close()
      await db.destroy()
    },
    20_000,
  )

  it('answers in a process that began while Postgres was away, which is whole once Postgres is there', async () => {
    const late: ServiceContext[] = []
    await withOutage(database.url, async () => {
      const context = await createServiceContext({ ...values, queueRole: 'web' })
      late.push(context)
      expect(await statuses(context)).toMatchObject({ status: 'down', database: 'down', queue: 'down' })
    })
    for (const context of late) {
      expect(await statuses(context)).toMatchObject({ database: 'ok', queue: 'ok' })
      await closeServiceContext(context)
    }
  })
})
