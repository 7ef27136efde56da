import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Secrets } from '../secrets.ts'
import { withConnection } from './connect.ts'

/**
 * Gives one database what a hosted project has before its first migration: the auth tables of @supabase/lite,
 * then `bootstrap.sql`. May run at every start. `superuserUrl` names the database.
 */
export async function installSystem(superuserUrl: string, secrets: Secrets): Promise<void> {
  await withConnection(superuserUrl, async (db) => {
    const { rows } = await sql<{ users: string | null }>`
      select to_regclass('auth.users')::text as users`.execute(db)
    if (!rows[0]?.users) await createAuthTables(superuserUrl)
    await sql`select set_config('plotline.auth_password', ${secrets.authPassword}, false),
      set_config('plotline.storage_password', ${secrets.storagePassword}, false)`.execute(db)
    await sql.raw(await readFile(new URL('./bootstrap.sql', import.meta.url), 'utf8')).execute(db)
  })
}

async function createAuthTables(url: string): Promise<void> {
  // Loaded here and not above: only the first start of a folder comes this way.
  const { App } = await import('@supabase/lite')
  const { openLiteConnection } = await import('../gateway/lite-connection.ts')
  const connection = await openLiteConnection(url, { max: 1 })
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
