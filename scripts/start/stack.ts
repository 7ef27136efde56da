import { mkdir } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { startBackend } from '../../packages/local/src/index.ts'
import { bundledFlag } from '../../packages/vectorizer/scripts/bundle.mjs'
import { freePort, type Part, projectRoot, startPart } from './processes.ts'
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
  /** The first part that ends by itself; never settles while all run. */
  broken: Promise<{ name: string; reason: string; lastLines: string[] }>
  stop: () => Promise<void>
}

/** Brings up the whole product, in the order it depends on itself, and gives back how to reach and stop it. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, env, log } = options
  const logDir = join(dataDir, 'logs')
  await mkdir(logDir, { recursive: true })
  const webPort = await freePort(options.port)
  if (options.port !== 0 && webPort !== options.port)
    log(`Port ${options.port} is busy; the web takes ${webPort}.`)
  const host = env.HOST ?? '127.0.0.1'
  const siteUrl = env.SITE_URL ?? `http://${reachableName(host)}:${webPort}`
  const ownUrl = `http://${ownName(host)}:${webPort}`
  const webhookUrl = `${ownUrl}/api/stripe/webhook`

  const build = options.dev ? Promise.resolve() : ensureWebBuild(options.distDir, log, options.signal)
  build.catch(() => {}) // reported where it is awaited

  const embedded = env.SUPABASE_URL ? null : await startEmbedded(options, siteUrl, webhookUrl)
  const stops: (() => Promise<void>)[] = embedded ? [embedded.stop] : []
  let isStopping = false
  const stop = async () => {
    isStopping = true
    for (const stopPart of stops.splice(0).reverse()) await stopPart()
  }
  try {
    options.signal?.throwIfAborted()
    const values = {
      ...requireHosted(env, embedded !== null),
      ...embedded?.values,
      SITE_URL: siteUrl,
      // The backend stays on loopback: what others on the network upload and download goes through the web.
      ...(embedded && !isLoopback(host) ? { PUBLIC_STORAGE_URL: siteUrl } : {}),
    }
    const ready = Promise.withResolvers<void>()
    const worker = startPart('worker', join(projectRoot, 'packages/worker/src/main.ts'), [], {
      cwd: projectRoot,
      env: values,
      // In watch mode a change to the engine's sources is to be seen at once.
      nodeArgs: options.dev ? ['--watch', '--watch-preserve-output'] : [bundledFlag],
      logFile: join(logDir, 'worker.log'),
      graceMs: 60_000,
      onLine: (line) => line.includes('"event":"ready"') && ready.resolve(),
    })
    stops.push(worker.stop)
    await build
    const web = startWeb(options, host, webPort, values, logDir)
    stops.push(web.stop)
    log('Starting web and worker …')
    await Promise.race([
      Promise.all([answers(`${ownUrl}/api/health/live`), ready.promise]),
      firstBroken([worker, web]).then((part) => {
        throw new Error(describe(part))
      }),
      aborted(options.signal),
    ])
    return {
      siteUrl,
      inboxUrl: embedded?.inboxUrl ?? null,
      paymentsUrl: embedded?.paymentsUrl ?? null,
      databaseUrl: values.DATABASE_URL,
      broken: Promise.race([firstBroken([worker, web]), ...(embedded ? [embedded.broken] : [])]).then(
        // A part that we stopped ourselves is not broken.
        (part) => (isStopping ? new Promise<never>(() => {}) : part),
      ),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** One paragraph on a part that ended by itself. */
export function describe({ name, reason, lastLines }: Awaited<Stack['broken']>): string {
  return `${name} stopped by itself (${reason}).${lastLines.length > 0 ? `\nIts last lines:\n${lastLines.join('\n')}` : ''}`
}

async function startEmbedded(
  { dataDir, backendPorts, log }: StackOptions,
  siteUrl: string,
  webhookUrl: string,
) {
  log('Starting the embedded backend (Postgres, auth, storage, inbox, payment sandbox) …')
  const broken = Promise.withResolvers<Awaited<Stack['broken']>>()
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

function startWeb(
  options: StackOptions,
  host: string,
  port: number,
  values: Record<string, string>,
  logDir: string,
): Part {
  const webRoot = join(projectRoot, 'apps/web')
  const mode = options.dev ? 'dev' : 'start'
  return startPart(
    'web',
    join(webRoot, 'node_modules/next/dist/bin/next'),
    [mode, '-H', host, '-p', String(port)],
    {
      cwd: webRoot,
      env: {
        ...values,
        NEXT_DIST_DIR: options.distDir,
        NODE_ENV: options.dev ? 'development' : 'production',
      },
      logFile: join(logDir, 'web.log'),
    },
  )
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

async function firstBroken(parts: Part[]): Promise<Awaited<Stack['broken']>> {
  return Promise.race(
    parts.map(async (part) => {
      const { code, signal, lastLines } = await part.exited
      return { name: part.name, reason: signal ?? `exit ${code}`, lastLines }
    }),
  )
}

/** Settles only by rejecting, when `signal` says so. */
function aborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
