import { createTestContext } from '@plotline/services/testing'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { installQueue } from './install.ts'
import { queueSchema } from './queues.ts'

it('is installed anew by workers that all start at once', async () => {
  const { ctx, database, close } = await createTestContext()
  try {
    await sql`drop schema ${sql.id(queueSchema)} cascade`.execute(ctx.db)
    await Promise.all(Array.from({ length: 4 }, () => installQueue(database.url)))
    expect(await ctx.queue.boss.getQueue('draw')).toMatchObject({ name: 'draw' })
  } finally {
    await close()
  }
})
