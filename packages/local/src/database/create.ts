import postgres from 'postgres'

/** Makes an empty database owned by the connecting role, replacing one of that name. */
export async function createDatabase(ownerUrl: string, name: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, fetch_types: false })
  try {
    await sql`drop database if exists ${sql(name)} with (force)`
    await sql`create database ${sql(name)} template template0`
  } finally {
    await sql.end()
  }
}

/** The same connection to another database of the server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
