import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Backend, startBackend, startPostgres } from '../src/index.ts'
import { isAlive } from '../src/postgres/processes.ts'
import { readPostmasterPid } from '../src/postgres/stale.ts'
import { askForMail, clientOf, mailsTo, newAddress, signIn } from './people.ts'
import { query } from './query.ts'

const siteUrl = 'http://127.0.0.1:3000'
let root = ''
const started: { stop(): Promise<void> }[] = []

async function backendIn(dataDir: string): Promise<Backend> {
  const backend = await startBackend({ dataDir, ports: 'free', siteUrl, durable: false })
  started.push(backend)
  return backend
}

async function postgresIn(dataDir: string, port: number | 'free' = 'free') {
  const running = await startPostgres({ dataDir, port, durable: false })
  started.push(running)
  return running
}

/** The rows of `kept`, once Postgres answers. */
async function count(url: string): Promise<number | null> {
  const rows = await query(url, 'select count(*)::int as n from public.kept').catch(() => null)
  return rows === null ? null : Number(rows[0]?.n)
}

/** A Postgres started by a process of its own. */
async function startElsewhere(dataDir: string): Promise<{ pid: number; postmaster: number; url: string }> {
  const index = new URL('../src/index.ts', import.meta.url).href
  const script = `
    const { startPostgres } = await import(${JSON.stringify(index)})
    const running = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 'free', durable: false })
    console.log(JSON.stringify({ postmaster: running.pid(), url: running.ownerUrl }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { pid: child.pid ?? 0, ...JSON.parse(String(line)) }
}

function guardsOf(postmaster: number): number[] {
  const found = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  return found
    .filter((line) => line.includes(`plotline-postgres-guard ${postmaster} `))
    .map((line) => Number.parseInt(line, 10))
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plotline-life-'))
})

afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
  await rm(root, { recursive: true, force: true })
}, 120_000)

test('two backends run side by side, and a second start finds accounts, files, mails and keys', async () => {
  const folders = [join(root, 'a'), join(root, 'b')]
  const [a, b] = await Promise.all(folders.map(backendIn))
  if (!a || !b) throw new Error('Expected two backends.')
  expect(new Set([...Object.values(a.ports), ...Object.values(b.ports)]).size).toBe(10)
  expect(a.secretKey).not.toBe(b.secretKey)

  const { email, userId, session } = await signIn(a)
  const up = await clientOf(a, a.secretKey)
    .storage.from('artifacts')
    .upload(`${userId}/a.png`, new Blob(['bytes'], { type: 'image/png' }))
  expect(up.error).toBeNull()
  expect(await mailsTo(b, email)).toEqual([])
  await a.stop()

  const again = await startBackend({
    dataDir: folders[0] ?? '',
    ports: 'free',
    siteUrl: 'http://127.0.0.1:4000',
  })
  started.push(again)
  expect(again.secretKey).toBe(a.secretKey)
  expect(again.payments.secretKey).toBe(a.payments.secretKey)
  expect(await mailsTo(again, email)).toHaveLength(1)
  const headers = { apikey: again.publishableKey, authorization: `Bearer ${session.access_token}` }
  const user = await fetch(`${again.supabaseUrl}/auth/v1/user`, { headers })
  expect(await user.json()).toMatchObject({ id: userId })
  const file = await fetch(`${again.supabaseUrl}/storage/v1/object/artifacts/${userId}/a.png`, { headers })
  expect(await file.text()).toBe('bytes')
  expect((await askForMail(again, newAddress())).text).toContain('http://127.0.0.1:4000/auth/confirm')
}, 900_000)

test('a postmaster killed under work is back on its port with what was committed, time and again', async () => {
  const lines: string[] = []
  const running = await startPostgres({ dataDir: root, port: 'free', log: (line) => lines.push(line) })
  started.push(running)
  await query(running.ownerUrl, 'create table public.kept (n int)')
  for (let n = 1; n <= 3; n++) {
    await query(running.ownerUrl, 'insert into public.kept values ($1)', [n])
    // A child at work holds the shared memory that the next postmaster wants for itself.
    const busy = query(running.ownerUrl, 'select pg_sleep(600)').catch(() => 'cut')
    const pid = running.pid()
    process.kill(pid, 'SIGKILL')
    expect(await busy).toBe('cut')
    await expect.poll(() => count(running.ownerUrl), { timeout: 60_000 }).toBe(n)
    expect(running.pid()).not.toBe(pid)
  }
  expect(lines.filter((line) => line.includes('SIGKILL')).length).toBe(3)
}, 300_000)

test('a child of Postgres that is killed takes no other process with it', async () => {
  const running = await startPostgres({ dataDir: root, port: 'free' })
  started.push(running)
  await query(running.ownerUrl, 'create table public.kept as select 1 as n')
  const pid = running.pid()
  const [child] = await query(
    running.superuserUrl,
    `
    select pid from pg_stat_activity where backend_type = 'checkpointer'`,
  )
  process.kill(Number(child?.pid), 'SIGKILL')
  await expect.poll(() => count(running.ownerUrl), { timeout: 60_000 }).toBe(1)
  expect(running.pid()).toBe(pid)
}, 300_000)

test('a Postgres that cannot be started again is reported, with the reason', async () => {
  const running = await postgresIn(root)
  const reported = new Promise<string>((resolve) => running.onExit(resolve))
  await rm(join(root, 'postgres', 'global'), { recursive: true })
  process.kill(running.pid(), 'SIGKILL')
  expect(await reported).toContain('does not start again')
}, 300_000)

test('a Postgres ends with the process that started it, however that ends', async () => {
  const other = await startElsewhere(root)
  await query(other.url, 'create table public.kept as select 1 as n')
  const socketFolder = readPostmasterPid(join(root, 'postgres'))?.socketDir ?? ''
  expect(existsSync(socketFolder)).toBe(true)
  process.kill(other.pid, 'SIGKILL')
  await expect.poll(() => isAlive(other.postmaster), { timeout: 60_000 }).toBe(false)
  await expect.poll(() => existsSync(socketFolder), { timeout: 60_000 }).toBe(false)
  const next = await postgresIn(root)
  expect(await count(next.ownerUrl)).toBe(1)
}, 300_000)

test('a Postgres that was left behind all the same is stopped and its data kept', async () => {
  const other = await startElsewhere(root)
  await query(other.url, 'create table public.kept as select 1 as n')
  for (const pid of guardsOf(other.postmaster)) process.kill(pid, 'SIGKILL')
  process.kill(other.pid, 'SIGKILL')
  const next = await postgresIn(root)
  expect(isAlive(other.postmaster)).toBe(false)
  expect(await count(next.ownerUrl)).toBe(1)
}, 300_000)

test('a fixed port that is taken is named, and nothing is left running', async () => {
  const first = await postgresIn(join(root, 'a'))
  await expect(postgresIn(join(root, 'b'), first.port)).rejects.toThrow(`port ${first.port}`)
}, 300_000)

test('a clean stop leaves no process, no socket folder and no lock', async () => {
  const running = await postgresIn(root)
  const socketFolders = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('plotline-pg-'))
  const [folder] = await query(running.superuserUrl, 'show unix_socket_directories')
  const name = String(folder?.unix_socket_directories).split('/').at(-1)
  expect(await socketFolders()).toContain(name)
  await running.stop()
  await running.stop()
  expect(isAlive(running.pid())).toBe(false)
  expect(await socketFolders()).not.toContain(name)
  expect(await readdir(join(root, 'postgres'))).not.toContain('postmaster.pid')
}, 300_000)
