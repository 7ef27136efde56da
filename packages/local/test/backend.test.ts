import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Backend, startBackend } from '../src/index.ts'
import { attacksSuite } from './attacks.ts'
import { gatewaySuite } from './gateway.ts'
import { inboxSuite } from './inbox.ts'
import { restSuite } from './rest.ts'
import { rolesSuite } from './roles.ts'
import { signInSuite } from './sign-in.ts'
import { storageSuite } from './storage.ts'
import { tokensSuite } from './tokens.ts'

// One backend for all suites: starting one costs more than most of the tests together.
const siteUrl = 'http://127.0.0.1:3000'
let running: Backend
let dataDir = ''
const backend = () => running

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plotline-local-'))
  running = await startBackend({ dataDir, ports: 'free', siteUrl, durable: false })
}, 600_000)

afterAll(async () => {
  await running?.stop()
  await rm(dataDir, { recursive: true, force: true })
}, 120_000)

test('keys are readable by their owner alone', async () => {
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600)
  expect((await stat(dataDir)).mode & 0o077).toBe(0)
  expect(running.publishableKey).toMatch(/^sb_publishable_/)
  expect(running.secretKey).toMatch(/^sb_secret_/)
})

test('a folder in use cannot be started again', async () => {
  await expect(startBackend({ dataDir, ports: 'free', siteUrl })).rejects.toThrow('in use')
})

attacksSuite(backend)
signInSuite(backend)
tokensSuite(backend, () => dataDir)
restSuite(backend)
storageSuite(backend, () => dataDir)
inboxSuite(backend)
gatewaySuite(backend)
rolesSuite(backend)
