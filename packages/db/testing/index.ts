import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The embedded backend of this run: shared, so a test that uses it makes users of its own. */
    backend: {
      databaseUrl: string
      superuserUrl: string
      /** A migrated, empty database to clone. */
      templateName: string
      supabaseUrl: string
      publishableKey: string
      secretKey: string
      inboxUrl: string
      payments: { url: string; secretKey: string; webhookSecret: string }
    }
  }
}

/** A database of one's own, cloned from the migrated template in some 50 ms. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<{
  /** As the role `postgres`: what the product connects with. */
  url: string
  superuserUrl: string
  drop: () => Promise<void>
}> {
  const { databaseUrl, superuserUrl, templateName } = inject('backend')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runAsSuperuser(superuserUrl, `create database ${name} template ${templateName} owner postgres`)
  return {
    url: withDatabase(databaseUrl, name),
    superuserUrl: withDatabase(superuserUrl, name),
    drop: () => runAsSuperuser(superuserUrl, `drop database if exists ${name} with (force)`),
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function runAsSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
