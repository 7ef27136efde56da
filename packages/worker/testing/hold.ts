import { createDatabase } from '@plotline/db'
import { until } from '@plotline/services/testing'
import { sql } from 'kysely'

/** Any number that nothing else locks. */
const lockKey = 4711

/**
 * Makes jobs stand still inside a stage, without any help of the worker: a trigger in the test's own database waits
 * for a lock when that stage of that person's job is written. Nothing of the product knows of it.
 */
export async function createHold(databaseUrl: string) {
  const db = createDatabase({ url: databaseUrl, max: 3, queryMs: 600_000 })
  await sql`create table holds (user_id uuid, stage text)`.execute(db)
  await sql`grant select on holds to service_role`.execute(db)
  await sql`
    create function hold_stage() returns trigger language plpgsql as $$
    begin
      if new.status <> 'pending'
        and exists (
          select from public.holds join public.jobs using (user_id)
          where jobs.id = new.job_id and holds.stage = new.name) then
        perform pg_advisory_xact_lock_shared(${sql.lit(lockKey)});
      end if;
      return new;
    end $$`.execute(db)
  await sql`create trigger hold before update on job_stages for each row execute function hold_stage()`.execute(
    db,
  )

  const locked = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  const holding = db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(lockKey)})`.execute(connection)
    locked.resolve()
    await opened.promise
    // A connection that was cut has let go of the lock already.
    await sql`select pg_advisory_unlock(${sql.lit(lockKey)})`.execute(connection).catch(() => {})
  })
  await Promise.race([locked.promise, holding])

  return {
    /** This person's jobs will stop where they first write this stage. */
    add: ({ userId }: { userId: string }, stage: string) =>
      sql`insert into holds values (${userId}, ${stage})`.execute(db).then(() => {}),
    /** Resolves when this many jobs stand still. */
    standing: (count: number) =>
      until(async () => {
        const { rows } = await sql`select from pg_locks
          where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())`.execute(db)
        return rows.length === count
      }),
    /** Resolves when this many others wait for what the standing ones have locked. */
    waiting: (count: number) =>
      until(async () => {
        const { rows } = await sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and wait_event <> 'advisory'`.execute(
          db,
        )
        return rows.length >= count
      }),
    /** Lets all of them go on, and stops nobody any more. */
    async open() {
      const clear = () => sql`delete from holds`.execute(db)
      // A test may have cut our connection; the pool notices at the next use, and gives a new one then.
      await clear().catch(clear)
      opened.resolve()
      await holding
    },
    async close() {
      opened.resolve()
      await holding
      await db.destroy()
    },
  }
}
