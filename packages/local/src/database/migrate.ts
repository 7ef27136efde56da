import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { type Db, withConnection } from './connect.ts'

const fileName = /^(\d{14})_(.+)\.sql$/

/**
 * Applies the migrations of `folder` that the database has not had, in order, each in a transaction of its own
 * together with its line in `supabase_migrations.schema_migrations` (the Supabase CLI's own table).
 * Answers the names of those applied. Throws, naming the file, when one fails.
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return withConnection(url, async (db) => {
    const { rows } = await sql<{ version: string }>`
      select version from supabase_migrations.schema_migrations`.execute(db)
    const done = new Set(rows.map((row) => row.version))
    const applied: string[] = []
    for (const name of names) {
      const [, version, title] = fileName.exec(name) ?? []
      if (!version || !title)
        throw new Error(`Expected a migration named <14 digits>_<name>.sql, got ${name}.`)
      if (done.has(version)) continue
      await applyOne(db, { version, title, text: await readFile(join(folder, name), 'utf8') })
      applied.push(name)
    }
    return applied
  })
}

async function applyOne(db: Db, migration: { version: string; title: string; text: string }): Promise<void> {
  const { version, title, text } = migration
  try {
    await db.transaction().execute(async (tx) => {
      await sql.raw(text).execute(tx)
      await sql`
        insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${version}, ${title}, array[${text}])`.execute(tx)
    })
  } catch (error) {
    const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN
    const line = position > 0 ? ` (line ${text.slice(0, position).split('\n').length})` : ''
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(`Migration ${version}_${title}.sql failed${line}: ${message}`, { cause: error })
  }
}
