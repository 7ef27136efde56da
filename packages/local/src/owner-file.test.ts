import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimFolder, FolderInUse } from './owner-file.ts'
import { startedAt } from './postgres/processes.ts'

let folder = ''
const claim = () => claimFolder(folder, 'start.pid')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-claim-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a folder is claimed once, named by who has it, and free again afterwards', async () => {
  const release = await claim()
  await expect(claim()).rejects.toThrow(FolderInUse)
  await expect(claim()).rejects.toThrow(`process ${process.pid}`)
  await release()
  expect(await readdir(folder)).toEqual([])
  await (await claim())()
})

test('a number that another program has by now is not the process that made the mark', async () => {
  const mark = join(folder, `start.pid.${process.ppid}.x`)
  await writeFile(mark, 'some other time')
  await (await claim())()
  expect(await readdir(folder)).toEqual([])
  await writeFile(mark, startedAt(process.ppid))
  await expect(claim()).rejects.toThrow(`process ${process.ppid}`)
})

test.each(['0.x', '-1.x', 'nonsense', '99999999.x', ''])('the mark %j is left over', async (rest) => {
  await writeFile(join(folder, `start.pid.${rest}`), 'some time')
  await (await claim())()
  expect(await readdir(folder)).toEqual([])
})

test('one folder is claimed under two names', async () => {
  const releases = [await claim(), await claimFolder(folder, 'backend.pid')]
  for (const release of releases) await release()
})

test('of many that come at once, one has the folder', async () => {
  await writeFile(join(folder, 'start.pid.99999999.x'), 'some time')
  for (let round = 0; round < 5; round++) {
    const claims = await Promise.allSettled(Array.from({ length: 12 }, claim))
    const won = claims.filter((one) => one.status === 'fulfilled')
    expect(won).toHaveLength(1)
    for (const one of won) await one.value()
    expect(await readdir(folder)).toEqual([])
  }
})
