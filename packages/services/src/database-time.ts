import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from './context.ts'

/**
 * Stored times are made and compared by the database's clock alone: a process whose clock is wrong neither keeps nor
 * deletes anything too long or too soon.
 */
export const now = sql<Date>`now()`

/** Hours from now (negative: before), as the time a row is kept until. */
export function hoursFromNow(hours: number) {
  return sql<Date>`now() + make_interval(hours => ${hours}::integer)`
}

/** The time that lies `ms` milliseconds back. */
export function msAgo(ms: number) {
  return sql<Date>`now() - make_interval(secs => ${ms / 1000}::double precision)`
}

/** The database's time in whole seconds since 1970, for those who count that way. */
export async function readSeconds(ctx: ServiceContext): Promise<number> {
  const { rows } = await asService(ctx.db, (tx) =>
    sql<{ seconds: string }>`select floor(extract(epoch from now())) as seconds`.execute(tx),
  )
  return Number(rows[0]?.seconds)
}
