import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { runAsSuperuser } from './superuser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The embedded backend of this run: shared, so a test that uses it makes users of its own. */
    backend: {
      databaseUrl: string
      superuserUrl: string
      /** A migrated, empty database to clone (`createTestDatabase`). */
      templateName: string
      supabaseUrl: string
      publishableKey: string
      secretKey: string
      inboxUrl: string
      payments: { url: string; secretKey: string; webhookSecret: string }
    }
  }
}

export { installPgtap } from './pgtap.ts'
export { openWay } from './silence.ts'
export { createTestUser } from './user.ts'

export interface TestDatabase {
  name: string
  /** As the role `postgres`: what the product connects with. */
  url: string
  superuserUrl: string
  drop: () => Promise<void>
}

/**
 * A database of one's own, cloned in some 50 ms from the migrated template or from another that nobody is connected to.
 * Drop it in `afterAll`.
 */
export async function createTestDatabase(template = inject('backend').templateName): Promise<TestDatabase> {
  const { databaseUrl, superuserUrl } = inject('backend')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runAsSuperuser(superuserUrl, `create database ${name} template ${template} owner postgres`)
  return {
    name,
    url: withDatabase(databaseUrl, name),
    superuserUrl: withDatabase(superuserUrl, name),
    drop: () => runAsSuperuser(superuserUrl, `drop database if exists ${name} with (force)`),
  }
}

/** `createTestDatabase` for a whole file, dropped after its last test: await it at the top of the file. */
export async function testDatabase(): Promise<TestDatabase> {
  const own = await createTestDatabase()
  afterAll(own.drop)
  return own
}

/** A plain connection to a database of the file's own, as the role `postgres`. */
export async function testClient(): Promise<pg.Client> {
  const { url } = await testDatabase()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  afterAll(() => client.end())
  return client
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
