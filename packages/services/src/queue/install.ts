import { PgBoss } from 'pg-boss'
import { queueSchema, queues, schedules } from './queues.ts'

/** What the role of our service transactions needs to send, withdraw and look at deliveries, and no more. */
const grants = [
  `grant usage on schema ${queueSchema} to service_role`,
  `grant select, insert, update on all tables in schema ${queueSchema} to service_role`,
  `grant execute on all functions in schema ${queueSchema} to service_role`,
]

/** Creates or updates the queue's schema, queues, schedules and grants. Safe to repeat; run before web and worker. */
export async function installQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
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
