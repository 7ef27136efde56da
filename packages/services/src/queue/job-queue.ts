import { databaseLimits, type Tx } from '@plotline/db'
import { sql } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Log } from '../log.ts'
import {
  type DrawMessage,
  priorityOf,
  queueSchema,
  type Tier,
  type WriteMessage,
  type workQueues,
} from './queues.ts'

/** The queue as a verb needs it: deliveries are sent and withdrawn inside the caller's transaction. */
export type JobQueue = {
  /** pg-boss itself, for the worker that takes deliveries. */
  readonly boss: PgBoss
  /** One delivery for a job, long or short; it exists only if `tx` commits. The message has the job's own id. */
  send: (tx: Tx, job: { jobId: string; userId: string; tier: Tier; isLong: boolean }) => Promise<void>
  /** One delivery for an export; it exists only if `tx` commits. */
  sendExport: (tx: Tx, asked: { exportId: string; userId: string; tier: Tier }) => Promise<void>
  /** Takes back the delivery; a worker that already holds it sees its signal abort at the next heartbeat. */
  withdraw: (tx: Tx, jobId: string) => Promise<void>
  /** Resolves when the queue's tables can be read. */
  check: () => Promise<void>
  close: () => Promise<void>
}

/** How pg-boss connects: what its types do not name goes on to pg. A connection that fell silent is not used again. */
export function bossConnection(databaseUrl: string, queryMs: number = databaseLimits.queryMs) {
  return {
    connectionString: databaseUrl,
    connectionTimeoutMillis: databaseLimits.waitMs,
    query_timeout: queryMs,
    notifyHeartbeatIntervalMs: databaseLimits.heartbeatMs,
    notifyHeartbeatTimeoutMs: databaseLimits.heartbeatAnswerMs,
  }
}

/**
 * Opens the queue. A web process only sends: it migrates nothing, supervises nothing and schedules nothing, and where
 * Postgres is away or `installQueue` has not run yet it opens all the same and tries again when it is needed. A
 * worker's rejects.
 */
export async function openJobQueue({
  databaseUrl,
  role,
  log,
}: {
  databaseUrl: string
  role: 'web' | 'worker'
  log: Log
}): Promise<JobQueue> {
  const works = role === 'worker'
  const boss = new PgBoss({
    ...bossConnection(databaseUrl),
    application_name: `plotline-${role}-queue`,
    schema: queueSchema,
    max: works ? 4 : 1,
    migrate: false,
    createSchema: false,
    supervise: works,
    schedule: works,
    useListenNotify: works,
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
    monitorVacuum: false,
    reindex: works,
  })
  boss.on('error', (error) => log('error', 'queue.error', { message: error.message }))
  boss.on('warning', ({ message }) => log('warn', 'queue.warning', { message }))
  const close = () => boss.stop({ graceful: false })
  try {
    await boss.start()
  } catch (error) {
    if (works) {
      await close()
      throw error
    }
    log('error', 'queue.not_started', { message: String(error) })
  }
  return {
    boss,
    async send(tx, { jobId, userId, tier, isLong }) {
      await boss.start()
      const message: DrawMessage = { jobId }
      const sent = await boss.send('draw', message, {
        id: jobId,
        priority: priorityOf({ tier, isLong, waiting: await countWaiting(tx, 'draw', userId) }),
        group: { id: userId, tier },
        db: fromKysely(tx),
      })
      if (sent !== jobId) throw new Error(`Expected a delivery for job ${jobId}, got ${sent}.`)
    },
    async sendExport(tx, { exportId, userId, tier }) {
      await boss.start()
      const message: WriteMessage = { exportId }
      const sent = await boss.send('write', message, {
        id: exportId,
        priority: priorityOf({ tier, isLong: false, waiting: await countWaiting(tx, 'write', userId) }),
        group: { id: userId, tier },
        db: fromKysely(tx),
      })
      if (sent !== exportId) throw new Error(`Expected a delivery for export ${exportId}, got ${sent}.`)
    },
    async withdraw(tx, jobId) {
      await boss.start()
      await boss.cancel('draw', jobId, { db: fromKysely(tx) })
    },
    async check() {
      await boss.start()
      await boss.getQueue('draw')
    },
    close,
  }
}

/** How many deliveries of a person wait in a queue, or wait to be tried again. */
async function countWaiting(tx: Tx, queue: (typeof workQueues)[number], userId: string): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting
    from ${sql.table(`${queueSchema}.job`)}
    where name = ${queue} and group_id = ${userId} and state in ('created', 'retry')`.execute(tx)
  return rows[0]?.waiting ?? 0
}
