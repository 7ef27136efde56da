import { createDatabase } from '@plotline/db'
import { type RawBuilder, sql } from 'kysely'

/**
 * Runs statements as the superuser with triggers off: what a test needs to make a row old or broken, which nobody
 * else can.
 */
export async function pastTheTriggers(
  superuserUrl: string,
  ...statements: RawBuilder<unknown>[]
): Promise<void> {
  const db = createDatabase({ url: superuserUrl, max: 1 })
  try {
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      for (const statement of statements) await statement.execute(tx)
    })
  } finally {
    await db.destroy()
  }
}
