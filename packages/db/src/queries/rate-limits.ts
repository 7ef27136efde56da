import { sql } from 'kysely'
import type { Db } from '../database.ts'

export interface RateLimitHit {
  allowed: boolean
  /** Hits left in the window after this one. */
  remaining: number
  /** Whole seconds until the oldest hit leaves the window; at least 1. */
  resetSeconds: number
  /** This hit's own time, to the microsecond, for `forgetHit`; null when it was refused. */
  at: string | null
}

/**
 * Counts one hit on `key` and says whether it may pass: at most `limit` hits pass in any `windowSeconds`.
 * A hit that is refused does not count, so waiting always helps.
 *
 * One statement: the upsert locks the key's row, and only then is the time read and the window counted. The times of
 * the hits themselves are kept (never more than `limit`), so the window is exact, where two counted buckets would only estimate.
 */
export async function hitRateLimit(
  tx: Db,
  hit: { key: string; limit: number; windowSeconds: number },
): Promise<RateLimitHit> {
  if (!Number.isInteger(hit.limit) || hit.limit < 1) {
    throw new RangeError(`expected a limit of 1 or more, got ${hit.limit}`)
  }
  const window = sql`make_interval(secs => ${hit.windowSeconds}::double precision)`
  const { rows } = await sql<{ allowed: boolean; used: number; reset: number; at: string | null }>`
    insert into public.rate_limits as r (key, hits, allowed, expires_at)
    values (${hit.key}, array[clock_timestamp()], true, clock_timestamp() + ${window})
    on conflict (key) do update set (hits, allowed, expires_at) = (
      select
        case when cardinality(live) < ${hit.limit}::integer then live || moment else live end,
        cardinality(live) < ${hit.limit}::integer,
        moment + ${window}
      from (
        select moment, array(select h from unnest(r.hits) h where h > moment - ${window} order by h) as live
        from (select clock_timestamp() as moment) clock
      ) counted
    )
    returning allowed, cardinality(hits) as used,
      case when allowed then hits[cardinality(hits)]::text end as at,
      ceil(extract(epoch from hits[1] + ${window} - clock_timestamp()))::integer as reset`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('the rate limit answered no row, expected one')
  return {
    allowed: row.allowed,
    remaining: Math.max(0, hit.limit - row.used),
    resetSeconds: Math.max(1, row.reset),
    at: row.at,
  }
}

/** Takes one hit out of its window again, by its time; nothing where it has left the window already. */
export async function forgetHit(tx: Db, { key, at }: { key: string; at: string }): Promise<void> {
  await sql`
    update public.rate_limits set hits =
      hits[: array_position(hits, ${at}::timestamptz) - 1] || hits[array_position(hits, ${at}::timestamptz) + 1 :]
    where key = ${key} and ${at}::timestamptz = any (hits)`.execute(tx)
}

/** Removes windows that are empty by now; answers how many. */
export async function deleteExpiredRateLimits(db: Db): Promise<number> {
  const result = await db
    .deleteFrom('rate_limits')
    .where('expires_at', '<', sql<Date>`now()`)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
