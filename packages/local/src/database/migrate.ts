import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'

const fileName = /^(\d{14})_(.+)\.sql$/

/**
 * Applies the migrations of `folder` that the database has not had, in order, each in a transaction of its own
 * together with its line in `supabase_migrations.schema_migrations` (the Supabase CLI's own table).
 * Answers the names of those applied. Throws, naming the file, when one fails.
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false })
  const applied: string[] = []
  try {
    const rows = await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`
    const done = new Set(rows.map((row) => row.version))
    for (const name of names) {
      const [, version, title] = fileName.exec(name) ?? []
      if (!version || !title)
        throw new Error(`Expected a migration named <14 digits>_<name>.sql, got ${name}.`)
      if (done.has(version)) continue
      await applyOne(sql, { version, title, text: await readFile(join(folder, name), 'utf8') })
      applied.push(name)
    }
  } finally {
    await sql.end()
  }
  return applied
}

async function applyOne(
  sql: postgres.Sql,
  migration: { version: string; title: string; text: string },
): Promise<void> {
  const { version, title, text } = migration
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text)
      await tx`
        insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${version}, ${title}, array[${text}])`
    })
  } catch (error) {
    const { message, position } = error instanceof postgres.PostgresError ? error : { message: String(error) }
    const line = position ? ` (line ${text.slice(0, Number(position)).split('\n').length})` : ''
    throw new Error(`Migration ${version}_${title}.sql failed${line}: ${message}`, { cause: error })
  }
}
