import { sql } from 'kysely'
import { type KeptSession, keepSession } from './session.ts'

/** The first half of the advisory locks' key; nothing else of ours locks under it. */
const lockSpace = 710_510

/**
 * Holds a name in a session of its own: whoever asks `isNameHeld` sees at once when this process is gone, for the
 * kernel closes its connections and Postgres then lets go. Comes back after a lost connection as `keepSession` does.
 */
export function holdName(options: {
  url: string
  name: string
  onError: (error: unknown) => void
}): Promise<KeptSession> {
  return keepSession({
    url: options.url,
    applicationName: `plotline name ${options.name}`,
    // Shared: a connection that follows a lost one need not wait for the server to notice the loss.
    onOpen: (client) =>
      client.query('select pg_advisory_lock_shared($1, hashtext($2))', [lockSpace, options.name]),
    onError: options.onError,
  })
}

/** Whether some process holds the name that a column or parameter says, as SQL. */
export function isNameHeld(name: ReturnType<typeof sql.ref> | ReturnType<typeof sql.val>) {
  return sql<boolean>`exists (
    select from pg_locks as held
    where held.locktype = 'advisory' and held.granted
      and held.database = (select oid from pg_database where datname = current_database())
      and held.classid = ${sql.lit(lockSpace)}::oid and held.objid = hashtext(${name})::oid)`
}
