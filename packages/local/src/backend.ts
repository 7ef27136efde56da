import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDatabase, withDatabase } from './database/create.ts'
import { migrate } from './database/migrate.ts'
import { installSystem } from './database/system.ts'
import { startInbox } from './inbox/start.ts'
import { claimFolder } from './owner-file.ts'
import { startPaymentSandbox } from './payments/sandbox.ts'
import type { PortChoice } from './ports.ts'
import { startPostgres } from './postgres/start.ts'
import { loadSecrets } from './secrets.ts'

export interface Ports {
  gateway: number
  postgres: number
  inbox: number
  smtp: number
  payments: number
}

/** Where each part listens unless it is told otherwise or the port is taken: then the next free one. */
export const defaultPorts: Ports = {
  gateway: 54421,
  postgres: 54422,
  inbox: 54424,
  smtp: 54425,
  payments: 54426,
}

export interface BackendOptions {
  /** Holds all data and keys of this backend; made at the first start. */
  dataDir: string
  /** Named ports are fixed: a start throws when one is taken. `free` takes any. */
  ports?: 'free' | Partial<Ports>
  /** The product's own address, for mailed links and for what browsers may call. May differ at each start. */
  siteUrl: string
  /** Where the payment sandbox sends its events. */
  webhookUrl?: string
  /** False for throw-away data: Postgres then does not wait for the disk, and a power cut may cost everything. */
  durable?: boolean
  log?: (line: string) => void
}

export interface Backend {
  /** As `postgres`, with the rights it has on hosted Supabase. */
  databaseUrl: string
  /** As `supabase_admin`, the superuser: for tests and repairs. */
  superuserUrl: string
  supabaseUrl: string
  publishableKey: string
  secretKey: string
  inboxUrl: string
  payments: { url: string; secretKey: string; webhookSecret: string }
  ports: Ports
  /** The process id of the Postgres that runs now. */
  postgresPid(): number
  /** Makes a migrated, empty database that tests clone; one of that name is replaced. */
  prepareTemplate(name: string, afterMigrate: (url: string) => Promise<void>): Promise<void>
  /** Calls back once when Postgres has ended and cannot be brought back. */
  onExit(report: (reason: string) => void): void
  /** Stops everything, the database last. Safe to call twice. */
  stop(): Promise<void>
}

const supabaseFolder = fileURLToPath(new URL('../../../supabase', import.meta.url))
const migrationsFolder = join(supabaseFolder, 'migrations')

/**
 * Starts the embedded backend: Postgres with all migrations, the Supabase gateway, the mail inbox and the payment
 * sandbox, all on 127.0.0.1. What has started is stopped again when a later part fails.
 */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const dataDir = resolve(options.dataDir)
  const { siteUrl, webhookUrl, durable } = options
  const log = options.log ?? (() => {})
  const choose = (name: keyof Ports): PortChoice =>
    options.ports === 'free' ? 'free' : (options.ports?.[name] ?? { preferred: defaultPorts[name] })

  const stops: (() => Promise<void>)[] = []
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= stopAll(stops, log)
    return stopped
  }
  // lite takes a while to load: it does so while Postgres starts.
  const loadingGateway = import('./gateway/start.ts')
  loadingGateway.catch(() => {})
  try {
    stops.push(await claimFolder(dataDir, 'backend.pid'))
    const secrets = await loadSecrets(dataDir)
    const database = await startPostgres({ dataDir, port: choose('postgres'), durable, log })
    stops.push(database.stop)
    await installSystem(database.superuserUrl, secrets)
    for (const name of await migrate(database.ownerUrl, migrationsFolder)) log(`Applied migration ${name}.`)

    const inbox = await startInbox({ dataDir, port: choose('inbox'), smtpPort: choose('smtp'), log })
    stops.push(inbox.stop)
    const payments = await startPaymentSandbox({ port: choose('payments'), dataDir, webhookUrl, log })
    stops.push(payments.stop)
    const { startGateway } = await loadingGateway
    const gateway = await startGateway({
      port: choose('gateway'),
      siteUrl,
      databasePort: database.port,
      smtpPort: inbox.smtpPort,
      storageFolder: join(dataDir, 'storage'),
      supabaseFolder,
      secrets,
      log,
    })
    stops.push(gateway.stop)

    return {
      databaseUrl: database.ownerUrl,
      superuserUrl: database.superuserUrl,
      supabaseUrl: gateway.url,
      publishableKey: secrets.publishableKey,
      secretKey: secrets.secretKey,
      inboxUrl: inbox.url,
      payments: { url: payments.url, secretKey: payments.secretKey, webhookSecret: payments.webhookSecret },
      ports: {
        gateway: gateway.port,
        postgres: database.port,
        inbox: inbox.port,
        smtp: inbox.smtpPort,
        payments: payments.port,
      },
      postgresPid: database.pid,
      onExit: database.onExit,
      async prepareTemplate(name, afterMigrate) {
        await createDatabase(database.ownerUrl, name)
        await installSystem(withDatabase(database.superuserUrl, name), secrets)
        const url = withDatabase(database.ownerUrl, name)
        await migrate(url, migrationsFolder)
        await afterMigrate(url)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Last started, first stopped; one that fails to stop keeps none of the others from it. */
async function stopAll(stops: (() => Promise<void>)[], log: (line: string) => void): Promise<void> {
  for (const stop of stops.reverse()) {
    await stop().catch((error) => log(`Could not stop: ${error instanceof Error ? error.stack : error}`))
  }
}
