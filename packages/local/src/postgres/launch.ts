import { type ChildProcess, spawn } from 'node:child_process'
import type { Account } from './account.ts'

export interface Launched {
  child: ChildProcess
  /** The last lines Postgres wrote, for a report when it ends unasked. */
  lastWords(): string
}

/** Another program listens where Postgres should have. */
export class PortTaken extends Error {
  readonly code = 'EADDRINUSE'
}

/** What people should see of what Postgres says; that it recovers or goes is told to each who connects, a hundred times. */
function isNews(line: string): boolean {
  if (/ FATAL: {2}(the database system is|terminating connection)/.test(line)) return false
  return / (FATAL|PANIC): | was terminated by signal /.test(line)
}

const settings = {
  listen_addresses: '127.0.0.1',
  max_connections: '150',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  log_checkpoints: 'off',
  // Both would else look five times a second whether there is work; commits write their log by themselves.
  wal_writer_delay: '2s',
  bgwriter_delay: '2s',
  // Errors of single statements reach whoever sent them; a log of them would hold people's data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  timezone: 'UTC',
  lc_messages: 'C',
}

/** Starts Postgres once and waits until it takes connections. Throws PortTaken, or its own words when it does not. */
export function launchPostgres(options: {
  postgres: string
  account: Account
  clusterDir: string
  socketDir: string
  port: number
  durable: boolean
  log: (line: string) => void
}): Promise<Launched> {
  const { account, clusterDir, socketDir, port, durable, log } = options
  const args = ['-D', clusterDir, '-p', String(port)]
  const all = {
    ...settings,
    ...(socketDir ? { unix_socket_directories: socketDir } : {}),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  for (const [name, value] of Object.entries(all)) args.push('-c', `${name}=${value}`)
  const [command, words] = account.command(options.postgres, args)
  // A group of its own: Ctrl-C in the terminal reaches us, and we stop Postgres last, in order.
  const child = spawn(command, words, {
    ...account.spawnOptions,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
  })
  return new Promise((resolve, reject) => {
    let said = ''
    let isReady = false
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-8_000)
      // Before it is up they are the reason that it is not, and thrown.
      if (isReady) for (const line of text.split('\n')) if (isNews(line)) log(line)
      if (isReady || !said.includes('database system is ready to accept connections')) return
      isReady = true
      resolve({ child, lastWords: () => said.trim().split('\n').slice(-5).join('\n') })
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (isReady) return
      const words = `Postgres ended with code ${code}: ${said.trim()}`
      reject(/could not create any TCP/.test(said) ? new PortTaken(words) : new Error(words))
    })
  })
}
