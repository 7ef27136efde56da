import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { existingUser } from './account.ts'
import { commandLine, isAlive, startedAt, waitForExit } from './processes.ts'
import { readPostmasterPid, stopStalePostgres } from './stale.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-stale-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const pidFile = (pid: number, socketDir: string) =>
  writeFile(join(folder, 'postmaster.pid'), `${pid}\n${folder}\n1700000000\n54422\n${socketDir}\n127.0.0.1\n`)

/** A process that only waits, under the given words. */
async function bystander(...words: string[]) {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e6)', ...words])
  await once(child.stdout, 'data')
  return { pid: child.pid ?? 0, end: () => child.kill('SIGKILL') }
}

test('no file, an empty one and nonsense name no process', async () => {
  expect(readPostmasterPid(folder)).toBeNull()
  for (const text of ['', 'abc\n', '-5\n', '1\n']) {
    await writeFile(join(folder, 'postmaster.pid'), text)
    expect(readPostmasterPid(folder)).toBeNull()
  }
})

test('a pid that another program has by now is left alone; the old socket folder goes', async () => {
  const other = await bystander('something', 'else')
  try {
    const sockets = join(folder, 'sockets-1')
    await mkdir(sockets)
    await pidFile(other.pid, sockets)
    expect(await stopStalePostgres(folder, 'sockets-')).toBe(false)
    expect(isAlive(other.pid)).toBe(true)
    expect(existsSync(sockets)).toBe(false)
  } finally {
    other.end()
  }
})

test('a socket folder that is not ours stays', async () => {
  const elsewhere = join(folder, 'run')
  await mkdir(elsewhere)
  await pidFile(999_999_999, elsewhere)
  expect(await stopStalePostgres(folder, 'sockets-')).toBe(false)
  expect(existsSync(elsewhere)).toBe(true)
})

test('a Postgres on this folder is stopped', async () => {
  const left = await bystander('postgres', '-D', folder)
  try {
    await pidFile(left.pid, '')
    expect(await stopStalePostgres(folder, 'sockets-')).toBe(true)
    expect(isAlive(left.pid)).toBe(false)
  } finally {
    left.end()
  }
})

test('a process is known by its words and its beginning, until it is gone', async () => {
  const one = await bystander('marked')
  expect(commandLine(one.pid)).toContain('marked')
  expect(startedAt(one.pid)).not.toBe('')
  expect(startedAt(one.pid)).toBe(startedAt(one.pid))
  one.end()
  expect(await waitForExit(one.pid, 10_000)).toBe(true)
  expect(commandLine(one.pid)).toBe('')
})

test('where root has no user namespace, an unprivileged user takes over, or a clear word', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533:nobody:/:/bin/false\n'
  expect(existingUser(passwd).spawnOptions).toEqual({ uid: 65534, gid: 65533 })
  const both = `${passwd}postgres:x:70:71::/var/lib/postgresql:/bin/sh\n`
  expect(existingUser(both).spawnOptions).toEqual({ uid: 70, gid: 71 })
  expect(() => existingUser('root:x:0:0:root:/root:/bin/sh\n')).toThrow('ordinary user')
})
