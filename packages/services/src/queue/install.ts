import { createDatabase } from '@plotline/db'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { bossConnection } from './job-queue.ts'
import { groupLimits, queueSchema, queues, schedules } from './queues.ts'

/** What the role of our service transactions needs to send, withdraw and look at deliveries, and no more. */
const grants = [
  `grant usage on schema ${queueSchema} to service_role`,
  `grant select, insert, update on all tables in schema ${queueSchema} to service_role`,
  `grant execute on all functions in schema ${queueSchema} to service_role`,
]

/**
 * Holds the limit of how many of one person run at once where a delivery is claimed. pg-boss looks at it too, but before it
 * claims: lanes that look at the same moment, of one worker or of several, would all find room.
 */
const atOnceGuard = [
  `create or replace function ${queueSchema}.hold_group() returns trigger
   language plpgsql set search_path = '' as $$
   declare
     limits jsonb := '${JSON.stringify(groupLimits)}'::jsonb -> new.name;
     most integer := coalesce(limits -> 'tiers' ->> new.group_tier, limits ->> 'default')::integer;
   begin
     if most is null then
       return new;
     end if;
     perform pg_advisory_xact_lock(hashtextextended(new.group_id, 7105104));
     if (select count(*) from ${queueSchema}.job
         where name = new.name and state = 'active' and group_id = new.group_id) >= most then
       return null;
     end if;
     return new;
   end $$`,
  `do $$ begin
     if not exists (select from pg_trigger
         where tgrelid = '${queueSchema}.job'::regclass and tgname = 'hold_group') then
       create trigger hold_group before update on ${queueSchema}.job for each row
         when (new.state = 'active' and old.state <> 'active' and new.group_id is not null)
         execute function ${queueSchema}.hold_group();
     end if;
   end $$`,
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
    for (const statement of [...atOnceGuard, ...grants]) await boss.getDb().executeSql(statement)
  } finally {
    await boss.stop({ graceful: false })
  }
  if (failure) throw failure
}
