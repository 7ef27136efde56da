import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { migrate } from './database/migrate.ts'
import { installSystem } from './database/system.ts'
import { startPaymentSandbox } from './payments/sandbox.ts'
import { choosePort, type PortChoice } from './ports.ts'
import { startPostgres } from './postgres/start.ts'
import { loadSecrets } from './secrets.ts'

export interface Ports {
  gateway: number
  postgres: number
  inbox: number
  smtp: number
  payments: number
}

export const defaultPorts: Ports = {
  gateway: 54421,
  postgres: 54422,
  inbox: 54424,
  smtp: 54425,
  payments: 54426,
}

const migrationsFolder = fileURLToPath(new URL('../../../supabase/migrations', import.meta.url))

export async function startBackend(options: {
  dataDir: string
  ports?: 'free' | Partial<Ports>
  siteUrl: string
  webhookUrl?: string
  log?: (line: string) => void
}) {
  const dataDir = resolve(options.dataDir)
  const log = options.log ?? (() => {})
  const choose = (name: keyof Ports): PortChoice =>
    options.ports === 'free' ? 'free' : (options.ports?.[name] ?? { preferred: defaultPorts[name] })
  const secrets = await loadSecrets(dataDir)
  const database = await startPostgres({ dataDir, port: choose('postgres'), log })
  await installSystem(database.superuserUrl, secrets)
  await migrate(database.ownerUrl, migrationsFolder)
  const payments = await startPaymentSandbox({
    port: await choosePort(choose('payments')),
    dataDir,
    webhookUrl: options.webhookUrl,
    log,
  })
  const gateway = await choosePort(choose('gateway'))
  const inbox = await choosePort(choose('inbox'))
  const smtp = await choosePort(choose('smtp'))
  return {
    databaseUrl: database.ownerUrl,
    superuserUrl: database.superuserUrl,
    supabaseUrl: `http://127.0.0.1:${gateway}`,
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    inboxUrl: `http://127.0.0.1:${inbox}`,
    payments: { url: payments.url, secretKey: payments.secretKey, webhookSecret: payments.webhookSecret },
    ports: { gateway, postgres: database.port, inbox, smtp, payments: payments.port },
    async prepareTemplate(name: string, afterMigrate: (url: string) => Promise<void>) {
      await createDatabase(database.ownerUrl, name)
      await installSystem(withDatabase(database.superuserUrl, name), secrets)
      const url = withDatabase(database.ownerUrl, name)
      await migrate(url, migrationsFolder)
      await afterMigrate(url)
    },
    async stop() {
      await payments.stop()
      await database.stop()
    },
  }
}

async function createDatabase(ownerUrl: string, name: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, fetch_types: false })
  try {
    await sql`drop database if exists ${sql(name)} with (force)`
    await sql`create database ${sql(name)} template template0`
  } finally {
    await sql.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
