import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { listen, onFirstFree, type PortChoice } from '../ports.ts'
import { loadSecrets, type Secrets } from '../secrets.ts'
import { type Account, chooseAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { endWithUs } from './end-with-us.ts'
import { initializeCluster, superuser } from './initialize.ts'
import { type KeptPostgres, keepRunning } from './keep-running.ts'
import { type Launched, launchPostgres, PortTaken } from './launch.ts'
import { createOwner } from './owner.ts'
import { endOrphans, stopStalePostgres } from './stale.ts'

export interface RunningPostgres {
  port: number
  /** The process id of the postmaster that runs now. */
  pid(): number
  /** As `supabase_admin`, the superuser: for the backend itself, never for the product. */
  superuserUrl: string
  /** As `postgres`, which has the rights it has on hosted Supabase: migrations and the product use this. */
  ownerUrl: string
  /** Calls back once when Postgres has ended and cannot be brought back, with the reason. */
  onExit(report: (reason: string) => void): void
  /** Stops it: fast shutdown (SIGINT), then immediate (SIGQUIT) after 10 s. Safe to call twice. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** The folder that holds everything of one backend; the cluster lies in `postgres/` below it. */
  dataDir: string
  /** A number is fixed; by default the first free port from 54422 on. */
  port?: PortChoice
  /** False for throw-away data: nothing is synced to disk, and a power cut may cost everything. */
  durable?: boolean
  log?: (line: string) => void
}

const socketPrefix = 'plotline-pg-'

/**
 * Starts Postgres 17 on 127.0.0.1 with the roles of hosted Supabase, making the cluster at the first start.
 * A Postgres that a killed run left on the same folder is stopped first; its data is kept. One that is killed later is
 * started again on the same port, and it ends with this process, however that ends.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir)
  const log = options.log ?? (() => {})
  const secrets = await loadSecrets(dataDir)
  const clusterDir = join(dataDir, 'postgres')
  const binaries = await findBinaries()
  const account = chooseAccount()
  if (await stopStalePostgres(clusterDir, socketPrefix))
    log('Stopped a Postgres that an earlier run had left behind.')
  await initializeCluster({
    clusterDir,
    password: secrets.superuserPassword,
    initdb: binaries.initdb,
    account,
  })

  const socketDir = process.platform === 'win32' ? '' : await mkdtemp(join(tmpdir(), socketPrefix))
  const removeSocketDir = () => (socketDir ? rm(socketDir, { recursive: true, force: true }) : undefined)
  try {
    if (socketDir) account.own(socketDir)
    const place = {
      postgres: binaries.postgres,
      account,
      clusterDir,
      socketDir,
      log,
      durable: options.durable ?? true,
    }
    const { launched, port } = await launchOnFreePort({
      ...place,
      choice: options.port ?? { preferred: 54422 },
    })
    const kept = keepRunning({
      first: launched,
      launch: async () => {
        await endOrphans(clusterDir)
        return launchOnceUnlocked({ ...place, port })
      },
      guard: (pid) => endWithUs(pid, clusterDir, socketDir),
      log,
    })
    const running = describe(kept, port, secrets, removeSocketDir)
    try {
      await createOwner(running.superuserUrl, secrets)
    } catch (error) {
      await running.stop()
      throw error
    }
    return running
  } catch (error) {
    await removeSocketDir()
    throw error
  }
}

/** Postgres is told its port, so it is launched on one after the other until it says that it could bind. */
async function launchOnFreePort(options: {
  postgres: string
  account: Account
  clusterDir: string
  socketDir: string
  log: (line: string) => void
  durable: boolean
  choice: PortChoice
}): Promise<{ launched: Launched; port: number }> {
  const launchOn = async (port: number) => ({
    launched: await launchOnceUnlocked({ ...options, port }),
    port,
  })
  return onFirstFree(options.choice, async (port) => {
    if (port !== 0) return launchOn(port)
    // It does not know 0. The system's own proposals are seldom taken before it has them, and never twice in a row.
    for (let attempt = 1; ; attempt++) {
      const proposed = await proposePort()
      try {
        return await launchOn(proposed)
      } catch (error) {
        if (!(error instanceof PortTaken) || attempt === 20) throw error
      }
    }
  })
}

async function proposePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server, 'free')
  await once(server.close(), 'close')
  return port
}

/** Right after a kill -9 the old pid file may still look alive: that passes, so it is tried again. */
async function launchOnceUnlocked(options: Parameters<typeof launchPostgres>[0]): Promise<Launched> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launchPostgres(options)
    } catch (error) {
      const isLocked = /postmaster\.pid" already exists|pre-existing shared memory/.test(String(error))
      if (!isLocked || attempt === 20) throw error
      await endOrphans(options.clusterDir)
      await pause(250)
    }
  }
}

function describe(
  kept: KeptPostgres,
  port: number,
  secrets: Secrets,
  removeSocketDir: () => Promise<void> | undefined,
): RunningPostgres {
  const url = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/postgres`
  return {
    port,
    pid: kept.pid,
    superuserUrl: url(superuser, secrets.superuserPassword),
    ownerUrl: url('postgres', secrets.ownerPassword),
    onExit: kept.onExit,
    stop: async () => {
      await kept.stop()
      await removeSocketDir()
    },
  }
}
