import { mkdir } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { startBackend } from '../../packages/local/src/index.ts'
import { bundledFlag } from '../bundle.mjs'
import { type Part, projectRoot, startPart } from './processes.ts'
import { type Broken, type Keeper, keepRunning } from './supervise.ts'
import { ensureWebBuild } from './web-build.ts'

export type StackOptions = {
  dataDir: string
  /** The wanted web port; the next free one is taken where it is busy. 0 takes any. */
  port: number
  /** Ports of the embedded backend: the usual ones, or any free ones. */
  backendPorts: 'usual' | 'free'
  /** Next's build folder inside apps/web, so that tests and a running product do not share one. */
  distDir: string
  /** Watch mode: Next's dev server and a worker that restarts on changes. */
  dev?: boolean
  /** Values of `.env.local` and the like; with SUPABASE_URL among them nothing embedded starts. */
  env: Record<string, string | undefined>
  log: (line: string) => void
  /** Gives up a start that is under way; what was started already is stopped. */
  signal?: AbortSignal
}

export type Stack = {
  siteUrl: string
  inboxUrl: string | null
  paymentsUrl: string | null
  databaseUrl: string
  /** The first part that cannot be kept running; never settles while all can. */
  broken: Promise<Broken>
  /** The processes that run now, by part: `web`, `worker` and, where it is ours, `postgres`. */
  pids: () => Record<string, number | undefined>
  /** Stops everything in order, also in the middle of a restart. Safe to call twice. */
  stop: () => Promise<void>
}

/**
 * Brings up the whole product, in the order it depends on itself, and gives back how to reach and stop it. The web listens
 * before anything else starts: the site's address is known once it does. Parts that end by themselves are started again.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, env, log } = options
  const logDir = join(dataDir, 'logs')
  await mkdir(logDir, { recursive: true })
  const host = env.HOST ?? '127.0.0.1'
  const build = options.dev ? Promise.resolve() : ensureWebBuild(options.distDir, log, options.signal)
  build.catch(() => {}) // reported where it is awaited

  const stops: (() => Promise<void>)[] = []
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= (async () => {
      for (const stopPart of stops.reverse()) await stopPart()
    })()
    return stopped
  }
  try {
    const firstWeb = startWeb(options, host, logDir, { port: options.port, isFixed: false })
    stops.push(firstWeb.part.stop)
    const port = await Promise.race([firstWeb.port, endedEarly(firstWeb.part), aborted(options.signal)])
    if (options.port !== 0 && port !== options.port)
      log(`Port ${options.port} is busy; the web takes ${port}.`)
    const siteUrl = env.SITE_URL ?? `http://${reachableName(host)}:${port}`
    const ownUrl = `http://${ownName(host)}:${port}`

    const embedded = env.SUPABASE_URL
      ? null
      : await startEmbedded(options, siteUrl, `${ownUrl}/api/stripe/webhook`)
    // The web was there first, and is stopped first all the same.
    if (embedded) stops.unshift(embedded.stop)
    options.signal?.throwIfAborted()
    const values = {
      ...requireHosted(env, embedded !== null),
      ...embedded?.values,
      SITE_URL: siteUrl,
      // The backend stays on loopback: what others on the network upload and download goes through the web.
      ...(embedded && !isLoopback(host) ? { PUBLIC_STORAGE_URL: siteUrl } : {}),
    }
    const worker = keepRunning({ name: 'worker', log, start: () => startWorker(options, logDir, values) })
    stops.push(worker.stop)
    await Promise.race([build, aborted(options.signal)])
    log('Starting web and worker …')
    const webs = [firstWeb]
    const web = keepRunning({
      name: 'web',
      log,
      start: () => {
        const { part } = webs.pop() ?? startWeb(options, host, logDir, { port, isFixed: true })
        part.tell(JSON.stringify(values))
        return { part, ready: answers(`${ownUrl}/api/health/live`, part) }
      },
    })
    stops.push(web.stop)
    const keepers: Keeper[] = [worker, web]
    const broken = Promise.race([
      ...keepers.map((keeper) => keeper.broken),
      ...(embedded ? [embedded.broken] : []),
    ])
    await Promise.race([
      Promise.all(keepers.map((keeper) => keeper.ready)),
      broken.then((part) => {
        throw new Error(describe(part))
      }),
      aborted(options.signal),
    ])
    return {
      siteUrl,
      inboxUrl: embedded?.inboxUrl ?? null,
      paymentsUrl: embedded?.paymentsUrl ?? null,
      databaseUrl: values.DATABASE_URL,
      broken,
      pids: () => ({ web: web.pid(), worker: worker.pid(), postgres: embedded?.postgresPid() }),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** One paragraph on a part that cannot be kept running. */
export function describe({ name, reason, lastLines }: Broken): string {
  return `${name} cannot be kept running (${reason}).${lastLines.length > 0 ? `\nIts last lines:\n${lastLines.join('\n')}` : ''}`
}

async function startEmbedded(
  { dataDir, backendPorts, log }: StackOptions,
  siteUrl: string,
  webhookUrl: string,
) {
  log('Starting the embedded backend (Postgres, auth, storage, inbox, payment sandbox) …')
  const broken = Promise.withResolvers<Broken>()
  const backend = await startBackend({
    dataDir,
    ...(backendPorts === 'free' ? { ports: 'free' as const } : {}),
    siteUrl,
    webhookUrl,
    log,
  })
  backend.onExit((reason) => broken.resolve({ name: 'Postgres', reason, lastLines: [] }))
  return {
    stop: backend.stop,
    broken: broken.promise,
    postgresPid: backend.postgresPid,
    inboxUrl: backend.inboxUrl,
    paymentsUrl: backend.payments.url,
    values: {
      DATABASE_URL: backend.databaseUrl,
      SUPABASE_URL: backend.supabaseUrl,
      SUPABASE_PUBLISHABLE_KEY: backend.publishableKey,
      SUPABASE_SECRET_KEY: backend.secretKey,
      STRIPE_SECRET_KEY: backend.payments.secretKey,
      STRIPE_WEBHOOK_SECRET: backend.payments.webhookSecret,
      STRIPE_API_BASE: backend.payments.url,
      INBOX_URL: backend.inboxUrl,
    },
  }
}

/** With a hosted project the keys come from the environment; all that are missing are named at once. */
function requireHosted(env: StackOptions['env'], isEmbedded: boolean) {
  const names = ['DATABASE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY'] as const
  const missing = names.filter((name) => !env[name])
  if (!isEmbedded && missing.length > 0) {
    throw new Error(
      `SUPABASE_URL is set, so these are needed too: ${missing.join(', ')}. See .env.local.example.`,
    )
  }
  return Object.fromEntries(names.map((name) => [name, env[name] ?? ''])) as Record<
    (typeof names)[number],
    string
  >
}

/** A web process that listens, as soon as `port` settles, and waits to be told its environment. */
function startWeb(
  options: StackOptions,
  host: string,
  logDir: string,
  { port, isFixed }: { port: number; isFixed: boolean },
): { part: Part; port: Promise<number> } {
  const listening = Promise.withResolvers<number>()
  const part = startPart(
    'web',
    join(import.meta.dirname, 'web-server.ts'),
    [
      '--host',
      host,
      '--port',
      String(port),
      ...(isFixed ? ['--fixed'] : []),
      ...(options.dev ? ['--dev'] : []),
    ],
    {
      cwd: join(projectRoot, 'apps/web'),
      env: { NEXT_DIST_DIR: options.distDir, NODE_ENV: options.dev ? 'development' : 'production' },
      logFile: join(logDir, 'web.log'),
      onLine: (line) => {
        const bound = /^\{"event":"listening","port":(\d+)\}$/.exec(line)?.[1]
        if (bound) listening.resolve(Number(bound))
      },
    },
  )
  return { part, port: listening.promise }
}

function startWorker(
  options: StackOptions,
  logDir: string,
  env: Record<string, string>,
): { part: Part; ready: Promise<void> } {
  const ready = Promise.withResolvers<void>()
  const part = startPart('worker', join(projectRoot, 'packages/worker/src/main.ts'), [], {
    cwd: projectRoot,
    env,
    // In watch mode a change to the engine's sources is to be seen at once.
    nodeArgs: options.dev ? ['--watch', '--watch-preserve-output'] : [bundledFlag],
    logFile: join(logDir, 'worker.log'),
    graceMs: 60_000,
    onLine: (line) => line.includes('"event":"ready"') && ready.resolve(),
  })
  return { part, ready: ready.promise }
}

const isLoopback = (host: string) => /^(127\.|localhost$|::1$)/.test(host)
const isEvery = (host: string) => host === '0.0.0.0' || host === '::'

const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** The name we reach the web by from this machine. */
function ownName(host: string): string {
  return isEvery(host) || (isLoopback(host) && host !== '::1') ? '127.0.0.1' : inUrl(host)
}

/** The name people open the site by: a phone on the network needs this machine's own address. */
function reachableName(host: string): string {
  if (isLoopback(host)) return 'localhost'
  if (!isEvery(host)) return inUrl(host)
  const addresses = Object.values(networkInterfaces()).flat()
  return addresses.find((entry) => entry?.family === 'IPv4' && !entry.internal)?.address ?? 'localhost'
}

/** Settles only by rejecting, when the part ends. */
async function endedEarly(part: Part): Promise<never> {
  const { code, signal, lastLines } = await part.exited
  throw new Error(describe({ name: part.name, reason: signal ?? `exit ${code}`, lastLines }))
}

/** Settles only by rejecting, when `signal` says so. */
function aborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Settles when the part answers there; never once it has ended. */
async function answers(url: string, part: Part): Promise<void> {
  let hasEnded = false
  part.exited.then(() => {
    hasEnded = true
  })
  while (!hasEnded) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  return new Promise(() => {})
}
