import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Backend, startBackend } from '../src/index.ts'
import { askForMail, newAddress } from './people.ts'

let root = ''
const started = new Set<Backend>()

async function usualBackend(name: string): Promise<Backend> {
  const options = { dataDir: join(root, name), siteUrl: 'http://127.0.0.1:3000', durable: false }
  const backend = await startBackend(options)
  started.add(backend)
  return backend
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plotline-beside-'))
})

afterEach(async () => {
  await Promise.all([...started].map((backend) => backend.stop()))
  started.clear()
  await rm(root, { recursive: true, force: true })
}, 120_000)

test('backends started at the same moment on the usual ports all come up, time and again', async () => {
  const names = ['a', 'b']
  for (let round = 0; round < 3; round++) {
    const settled = await Promise.allSettled(names.map(usualBackend))
    expect(settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([])
    const backends = [...started]
    const ports = backends.flatMap((backend) => Object.values(backend.ports))
    expect(new Set(ports).size).toBe(5 * names.length)
    for (const backend of backends) expect((await askForMail(backend, newAddress())).subject).not.toBe('')
    await Promise.all(backends.map((backend) => backend.stop()))
    started.clear()
  }
}, 240_000)
