import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Blobs } from './blobs.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-blobs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const filesIn = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

test('a file that breaks off, and one over the limit, leave nothing', async () => {
  const blobs = new Blobs(folder)
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('ENOSPC: no space left on device')
    })(),
  )
  await expect(blobs.write(broken, 1000)).rejects.toThrow('ENOSPC')
  await expect(blobs.write(Readable.from([Buffer.alloc(20)]), 10)).rejects.toMatchObject({ status: 413 })
  await expect(blobs.copy(randomUUID())).rejects.toThrow('ENOENT')
  expect(await filesIn()).toEqual([])
})

test('what a killed run left, half or without a row, goes at the next start; what comes meanwhile stays', async () => {
  const earlier = new Blobs(folder)
  const { version: kept } = await earlier.write(Readable.from(['kept']), 1000)
  await earlier.write(Readable.from(['without a row']), 1000)
  const half = `${earlier.pathOf(randomUUID())}.part`
  await mkdir(dirname(half), { recursive: true })
  await writeFile(half, 'half')

  const blobs = new Blobs(folder)
  const left = await blobs.list()
  const { version: fresh } = await blobs.write(Readable.from(['fresh']), 1000)
  expect(await blobs.sweep(left, async () => new Set([kept]), 0)).toBe(2)
  expect((await filesIn()).sort()).toEqual([kept, fresh].sort())
})
