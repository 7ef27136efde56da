import { sql } from 'kysely'

/**
 * True of a row of `users` whose account is not being deleted. A deletion that broke off counts for an hour: after
 * that the person is somebody who stayed.
 */
export const isStaying = sql<boolean>`(leaving_at is null or leaving_at < now() - interval '1 hour')`
