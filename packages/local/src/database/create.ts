import { sql } from 'kysely'
import { withConnection } from './connect.ts'

/** Makes an empty database owned by the connecting role, replacing one of that name. */
export async function createDatabase(ownerUrl: string, name: string): Promise<void> {
  await withConnection(ownerUrl, async (db) => {
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db)
    await sql`create database ${sql.id(name)} template template0`.execute(db)
  })
}

/** The same connection to another database of the server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
