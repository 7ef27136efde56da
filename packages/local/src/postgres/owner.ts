import { sql } from 'kysely'
import { withConnection } from '../database/connect.ts'
import type { Secrets } from '../secrets.ts'

/**
 * Gives the cluster the role `postgres` as hosted Supabase has it: it may log in, make databases and roles, and
 * pass row level security, but it is no superuser. It owns the database `postgres`, hence schema public.
 */
export async function createOwner(superuserUrl: string, secrets: Secrets): Promise<void> {
  await withConnection(superuserUrl, async (db) => {
    const { rows } = await sql`select 1 from pg_roles where rolname = 'postgres'`.execute(db)
    if (rows.length > 0) return
    await db.transaction().execute((tx) =>
      sql
        .raw(`
          create role postgres login createdb createrole bypassrls replication nosuperuser
            password '${secrets.ownerPassword}';
          alter role postgres set search_path = "$user", public, extensions;
          alter database postgres owner to postgres;
          grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;
        `)
        .execute(tx),
    )
  })
}
