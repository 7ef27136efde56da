import { createDatabase } from '@plotline/db'
import { sql } from 'kysely'

/** How many rows of each table, in any schema, hold one of these words in any column. Tables without one are left out. */
export async function rowsWith(
  superuserUrl: string,
  words: readonly string[],
): Promise<Record<string, number>> {
  const db = createDatabase({ url: superuserUrl, max: 1 })
  const patterns = words.map((word) => `%${word.toLowerCase()}%`)
  const found: Record<string, number> = {}
  try {
    const tables = await sql<{ schema: string; name: string }>`
      select schemaname as schema, tablename as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`.execute(db)
    for (const { schema, name } of tables.rows) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.id(schema, name)} t
        where lower(t::text) like any (${patterns})`.execute(db)
      if (rows[0]?.count) found[`${schema}.${name}`] = rows[0].count
    }
    return found
  } finally {
    await db.destroy()
  }
}
