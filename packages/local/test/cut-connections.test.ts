import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Backend, startBackend } from '../src/index.ts'
import { clientOf, signIn } from './people.ts'
import { query } from './query.ts'

const siteUrl = 'http://127.0.0.1:3000'
let backend: Backend
let dataDir = ''

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plotline-cut-'))
  backend = await startBackend({ dataDir, ports: 'free', siteUrl, durable: false })
}, 240_000)

afterAll(async () => {
  await backend?.stop()
  await rm(dataDir, { recursive: true, force: true })
}, 120_000)

const cut = `select pg_terminate_backend(pid) from pg_stat_activity
  where backend_type = 'client backend' and pid <> pg_backend_pid()`

// An error that nobody catches anywhere in this process fails the run: that is the promise.
test('connections cut under storage, auth and REST cost the request at hand, and nothing that was stored', async () => {
  const { client, userId } = await signIn(backend)
  const files = clientOf(backend, backend.secretKey).storage.from('artifacts')
  const stored: string[] = []
  let isOver = false
  const keepBusy = async (work: () => Promise<unknown>) => {
    while (!isOver) await work().catch(() => {})
  }
  const busy = [
    ...Array.from({ length: 4 }, () =>
      keepBusy(async () => {
        const path = `${userId}/${randomUUID()}.png`
        const { error } = await files.upload(path, new Blob([path], { type: 'image/png' }))
        if (!error) stored.push(path)
      }),
    ),
    keepBusy(() => files.list(userId)),
    keepBusy(() => client.auth.getUser()),
    keepBusy(async () => client.from('users').select('id')),
  ]
  for (let i = 0; i < 25; i++) {
    await query(backend.superuserUrl, cut)
    await pause(40)
  }
  isOver = true
  await Promise.all(busy)

  expect(stored.length).toBeGreaterThan(0)
  for (const path of stored) expect(await (await files.download(path)).data?.text(), path).toBe(path)
  expect((await client.auth.getUser()).data.user?.id).toBe(userId)
  expect((await client.from('users').select('id')).data).toEqual([{ id: userId }])
})
