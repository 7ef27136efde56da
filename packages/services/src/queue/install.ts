import { createDatabase } from '@plotline/db'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { bossConnection } from './job-queue.ts'
import { queueSchema, queues, schedules } from './queues.ts'

/** What the role of our service transactions needs to send, withdraw and look at deliveries, and no more. */
const grants = [
  `grant usage on schema ${queueSchema} to service_role`,
  `grant select, insert, update on all tables in schema ${queueSchema} to service_role`,
  `grant execute on all functions in schema ${queueSchema} to service_role`,
]

/** Any number that nothing else of ours locks. */
const lockKey = 7_105_103

/** Whoever comes second waits for the first, and a migration of the queue may take its time. */
const installMs = 120_000

/**
 * Creates or updates the queue's schema, queues, schedules and grants. Safe to repeat, and for several workers that
 * start at once: they go through it one after the other.
 */
export async function installQueue(databaseUrl: string): Promise<void> {
  const db = createDatabase({
    url: databaseUrl,
    max: 1,
    applicationName: 'plotline-queue-install',
    queryMs: installMs,
  })
  try {
    await db.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${sql.lit(lockKey)})`.execute(connection)
      try {
        await install(databaseUrl)
      } finally {
        await sql`select pg_advisory_unlock(${sql.lit(lockKey)})`.execute(connection)
      }
    })
  } finally {
    await db.destroy()
  }
}

async function install(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({
    ...bossConnection(databaseUrl, installMs),
    application_name: 'plotline-queue-install',
    schema: queueSchema,
    max: 1,
    supervise: false,
    schedule: false,
  })
  let failure: Error | undefined
  boss.on('error', (error) => {
    failure ??= error
  })
  await boss.start()
  try {
    for (const { name, ...options } of queues) {
      const existing = await boss.getQueue(name)
      if (!existing) await boss.createQueue(name, options)
      else {
        const { policy: _, ...changeable } = options
        await boss.updateQueue(name, changeable)
      }
    }
    for (const { queue, cron } of schedules) await boss.schedule(queue, cron)
    for (const grant of grants) await boss.getDb().executeSql(grant)
  } finally {
    await boss.stop({ graceful: false })
  }
  if (failure) throw failure
}
