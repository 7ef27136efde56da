import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPart } from './processes.ts'
import { type Keeper, keepRunning } from './supervise.ts'

let folder = ''
const keepers: Keeper[] = []
let lines: string[] = []
let starts = 0

/** Keeps a stand-in running: a Node script that says `up` when it is, unless `script` says otherwise. */
function keep(script: string): Keeper {
  const keeper = keepRunning({
    name: 'stand-in',
    log: (line) => lines.push(line),
    start: () => {
      starts++
      const up = Promise.withResolvers<void>()
      const part = startPart('stand-in', '-e', [script], {
        cwd: folder,
        env: {},
        logFile: join(folder, 'stand-in.log'),
        graceMs: 60_000,
        onLine: (line) => line === 'up' && up.resolve(),
      })
      return { part, ready: up.promise }
    },
  })
  keepers.push(keeper)
  return keeper
}

const soon = { timeout: 60_000 }
const steady = `setInterval(() => {}, 1000); console.log('up')`

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-keep-'))
  lines = []
  starts = 0
})
afterEach(async () => {
  await Promise.all(keepers.splice(0).map((keeper) => keeper.stop()))
  await rm(folder, { recursive: true, force: true })
})

/** Kills what runs now, and waits until another runs in its place and is up. */
async function killAndWait(keeper: Keeper): Promise<void> {
  const pid = keeper.pid() ?? 0
  const before = lines.length
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => lines.slice(before).some((line) => line.includes('is back')), soon).toBe(true)
  expect(keeper.pid()).not.toBe(pid)
}

test('a part that is killed is named and started again', async () => {
  const keeper = keep(steady)
  await keeper.ready
  await killAndWait(keeper)
  await killAndWait(keeper)
  expect(lines[0]).toBe('The stand-in stopped (SIGKILL); starting it again.')
  expect(lines[1]).toMatch(/^The stand-in is back after \d+\.\d s\.$/)
  expect(starts).toBe(3)
})

test('a part that ends before it was up is broken at once, with its last lines', async () => {
  const keeper = keep(
    `console.error('DATABASE_URL: expected an address'); setTimeout(() => process.exit(3), 100)`,
  )
  expect(await keeper.broken).toEqual({
    name: 'stand-in',
    reason: 'exit 3',
    lastLines: ['DATABASE_URL: expected an address'],
  })
  expect(starts).toBe(1)
})

test('a part that ends again and again is given up, not started for ever', async () => {
  const keeper = keep(`console.log('up'); setTimeout(() => process.exit(1), 100)`)
  expect(await keeper.broken).toMatchObject({ name: 'stand-in', reason: 'exit 1' })
  expect(starts).toBe(6)
  expect(lines.filter((line) => line.includes('starting it again'))).toHaveLength(5)
})

test('a part that is killed from outside, however often, is kept', async () => {
  const keeper = keep(steady)
  await keeper.ready
  for (let i = 0; i < 8; i++) await killAndWait(keeper)
  expect(await Promise.race([keeper.broken, Promise.resolve('kept')])).toBe('kept')
  expect(starts).toBe(9)
})

test('stopped in the pause before a restart, nothing is started any more', async () => {
  const keeper = keep(`console.log('up'); setTimeout(() => process.exit(1), 100)`)
  await expect.poll(() => lines.filter((line) => line.includes('starting it again')).length, soon).toBe(2)
  await keeper.stop()
  const count = starts
  expect(keeper.pid()).toBeUndefined()
  expect(await Promise.race([keeper.broken, Promise.resolve('kept')])).toBe('kept')
  expect(starts).toBe(count)
})

test('stopped while it starts again, the new process is stopped too', async () => {
  const keeper = keep(steady)
  await keeper.ready
  const first = keeper.pid() ?? 0
  process.kill(first, 'SIGKILL')
  await expect.poll(() => keeper.pid() !== undefined && keeper.pid() !== first, soon).toBe(true)
  const second = keeper.pid() ?? 0
  await keeper.stop()
  expect(() => process.kill(second, 0)).toThrow()
  expect(await readFile(join(folder, 'stand-in.log'), 'utf8')).toContain('up')
})
