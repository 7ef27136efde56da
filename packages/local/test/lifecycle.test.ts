import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Backend, startBackend, startPostgres } from '../src/index.ts'
import { isAlive } from '../src/postgres/processes.ts'
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

test('Postgres killed in the middle of work is reported and starts again with what was committed', async () => {
  const first = await startPostgres({ dataDir: root, port: 'free' })
  started.push(first)
  await query(first.ownerUrl, 'create table public.kept as select 1 as n')
  const reported = new Promise<string>((resolve) => first.onExit(resolve))
  process.kill(first.pid, 'SIGKILL')
  expect(await reported).toContain('SIGKILL')

  const second = await postgresIn(root)
  expect(await query(second.ownerUrl, 'select n from public.kept')).toEqual([{ n: 1 }])
}, 300_000)

test('a Postgres that a killed run left behind is stopped and its data kept', async () => {
  const left = await postgresIn(root)
  await query(left.ownerUrl, 'create table public.kept as select 1 as n')
  // What a killed run looks like: its Postgres lives on and nobody holds it.
  const next = await postgresIn(root)
  expect(isAlive(left.pid)).toBe(false)
  expect(await query(next.ownerUrl, 'select n from public.kept')).toEqual([{ n: 1 }])
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
  expect(isAlive(running.pid)).toBe(false)
  expect(await socketFolders()).not.toContain(name)
  expect(await readdir(join(root, 'postgres'))).not.toContain('postmaster.pid')
}, 300_000)
