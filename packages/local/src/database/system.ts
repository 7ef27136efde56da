import { readFile } from 'node:fs/promises'
import postgres from 'postgres'
import type { Secrets } from '../secrets.ts'

/**
 * Gives one database what a hosted project has before its first migration: the auth tables of @supabase/lite,
 * then `bootstrap.sql`. May run at every start. `superuserUrl` names the database.
 */
export async function installSystem(superuserUrl: string, secrets: Secrets): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {}, fetch_types: false })
  try {
    const [auth] = await sql<{ users: string | null }[]>`select to_regclass('auth.users')::text as users`
    if (!auth?.users) await createAuthTables(superuserUrl)
    await sql`select set_config('plotline.auth_password', ${secrets.authPassword}, false),
      set_config('plotline.storage_password', ${secrets.storagePassword}, false)`
    await sql.unsafe(await readFile(new URL('./bootstrap.sql', import.meta.url), 'utf8'))
  } finally {
    await sql.end()
  }
}

async function createAuthTables(url: string): Promise<void> {
  // Loaded here and not above: only the first start of a folder comes this way.
  const { App } = await import('@supabase/lite')
  const { PostgresConnection } = await import('@supabase/lite/postgres')
  const connection = new PostgresConnection({ url, postgresOptions: { max: 1, onnotice: () => {} } })
  const app = new App({
    connection,
    auth: { enabled: true },
    storage: { enabled: false },
    studio: { enabled: false },
    options: { server: { admin: false, disableStudio: true } },
  })
  try {
    await app.ensureSystemSchema()
  } finally {
    await connection.close()
  }
}
