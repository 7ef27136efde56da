import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { claimFolder, FolderInUse } from '../../packages/local/src/index.ts'
import { projectRoot } from './processes.ts'
import { describe, type Stack, startStack } from './stack.ts'

const { values: flags } = parseArgs({ options: { dev: { type: 'boolean', default: false } } })
const envFile = join(projectRoot, '.env.local')
if (existsSync(envFile)) process.loadEnvFile(envFile)

const startedAt = performance.now()
const dataDir = resolve(projectRoot, process.env.PLOTLINE_DATA ?? '.plotline')
const log = (line: string) => console.log(`  ${line}`)

const unlock = await lock(dataDir)
let stack: Stack | undefined
let stopping: Promise<void> | undefined
const giveUp = new AbortController()
const stopAll = () => {
  stopping ??= (async () => {
    await stack?.stop()
    await unlock()
  })()
  return stopping
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    if (giveUp.signal.aborted) return
    giveUp.abort(new Error('Stopped before it was up.'))
    console.log('\n  Stopping; a job that is running may finish first …')
    await starting.catch(() => {})
    await stopAll()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  })
}

// Nothing of ours is known to end here. What does all the same is named, and the rest is stopped in order.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, async (fault: unknown) => {
    console.error(`\n  A fault that nothing caught: ${fault instanceof Error ? fault.stack : fault}`)
    if (giveUp.signal.aborted) return
    giveUp.abort(fault)
    console.error('  Stopping everything.')
    await starting.catch(() => {})
    await stopAll()
    process.exit(1)
  })
}

const starting = startStack({
  dataDir,
  port: Number(process.env.PORT ?? 3000),
  backendPorts: 'usual',
  distDir: '.next',
  dev: flags.dev,
  env: process.env,
  log,
  signal: giveUp.signal,
}).then((running) => {
  stack = running
})

try {
  await starting
} catch (error) {
  await stopAll()
  if (giveUp.signal.aborted) process.exit(130)
  console.error(`\n  Plotline did not start. ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
announce()
const part = await stack?.broken
if (part && !giveUp.signal.aborted) {
  console.error(`\n  ${describe(part)}\n  Stopping the rest.`)
  await stopAll()
  process.exit(1)
}

function announce() {
  if (!stack) return
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const rows = [
    ['Plotline', stack.siteUrl],
    ['Inbox', stack.inboxUrl ?? 'your own mail provider'],
    ['Payment sandbox', stack.paymentsUrl ?? 'Stripe'],
    ['Data', dataDir],
    ['Logs', join(dataDir, 'logs')],
  ]
  console.log(`\n  Ready in ${seconds} s.\n`)
  for (const [name, value] of rows) console.log(`  ${name?.padEnd(16)} ${value}`)
  console.log('\n  Ctrl-C stops everything.\n')
}

/** One product per data folder: a second start says where the first one runs. */
async function lock(folder: string): Promise<() => Promise<void>> {
  try {
    return await claimFolder(folder, 'start.pid')
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    console.error(
      `  Plotline already runs on ${folder} (process ${error.pid}). Stop it, or set PLOTLINE_DATA to another folder.`,
    )
    process.exit(1)
  }
}
