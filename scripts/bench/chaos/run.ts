import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabase } from '../../../packages/db/src/index.ts'
import { readPostmasterPid } from '../../../packages/local/src/postgres/stale.ts'
import { loadSecrets } from '../../../packages/local/src/secrets.ts'
import { picture } from '../../../packages/services/testing/picture.ts'
import { raiseLimits } from '../../start/limits.ts'
import type { ApiVisitor } from '../api-visitor.ts'
import { age, type Books, describeWaiting, readBooks, storageFolderOf } from './books.ts'
import { cutConnections, expire, fillDisk, freezePostgres, killOne, killWeights } from './faults.ts'
import { awaitEnd, gather, jobsEach, orderPatiently } from './people.ts'
import { type PartName, type Product, runProduct } from './product.ts'
import { untilSiteIsBack, watchJobs } from './recovery.ts'

export type Blow = { name: string; siteBackMs: number }

export type ChaosReport = {
  kills: number
  jobs: number
  blows: readonly Blow[]
  jobsBack: readonly { part: string; ms: number }[]
  /** While Postgres stood still: how long readiness took, and what it said of the database. */
  frozen: readonly { answeredMs: number; saidDatabase: string }[]
  /** Files that an expiry a month ahead of time took away. */
  takenByClock: number
  isDiskFilled: boolean
  restarts: number
  books: Books
  processesLeft: number
}

/** The killing ends after so long, however slow the machine; the kills that were made are counted. */
const killingMs = 15 * 60_000

/** A drawing that has not ended after so long without any that has is lost. */
const quietMs = 90_000

const interrupts = ['SIGINT', 'SIGTERM'] as const

/** The other faults, one after the other, spread over the run. */
const others = ['connections cut', 'Postgres stopped 8 s', 'disk full 4 s', 'clock 31 days ahead'] as const

/**
 * Lets people order drawings of a whole `npm start` while its parts are killed at random, and counts what became of
 * them. Linux only. Everything of it, processes and folders, is gone at the end,
 * where it is interrupted too.
 */
export async function runChaos({
  kills,
  jobs,
  log,
}: {
  kills: number
  jobs: number
  log: (line: string) => void
}): Promise<ChaosReport> {
  const folder = await mkdtemp(join(tmpdir(), 'plotline-chaos-'))
  const dataDir = join(folder, 'data')
  const isDiskSmall = await mountSmallDisk(storageFolderOf(dataDir), 64 + 2 * jobs)
  let product: Product | undefined
  const rerun = async () => {
    product = await runProduct(dataDir, 43_100, { WORKER_CONCURRENCY: '2' })
    return product
  }
  const clean = async () => {
    await product?.stop()
    if (isDiskSmall) spawnSync('umount', [storageFolderOf(dataDir)])
    await rm(folder, { recursive: true, force: true })
    await rm(`${dataDir}.log`, { force: true })
  }
  const leave = () => void clean().finally(() => process.exit(130))
  for (const name of interrupts) process.once(name, leave)
  try {
    const running = await rerun()
    const { superuserPassword, ownerPassword } = await loadSecrets(dataDir)
    const urlOf = (user: string, password: string) =>
      `postgres://${user}:${password}@127.0.0.1:${readPostmasterPid(join(dataDir, 'postgres'))?.port ?? 1}/postgres`
    const owner = () => urlOf('postgres', ownerPassword)
    const superuser = () => urlOf('supabase_admin', superuserPassword)
    await raiseLimits(owner(), [
      'auth.magic-link',
      'auth.confirm',
      'jobs.read',
      'uploads.create',
      'jobs.create',
      'grants.address',
    ])
    const people = await gather(Math.ceil(jobs / jobsEach), running.siteUrl, running.inboxUrl)
    log(`${people.length} people are signed in; ${jobs} drawings and ${kills} kills begin.`)

    const watch = watchJobs(owner)
    const course = { done: 0, isOver: false }
    const ordering = orderAlong(people, jobs, () => (course.isOver ? 1 : course.done / kills))
    ordering.catch(() => {}) // thrown where it is awaited, so that all is cleaned first
    const blows: Blow[] = []
    const frozen: ChaosReport['frozen'][number][] = []
    let takenByClock = 0
    const strike = async (name: string, blow: () => Promise<boolean>) => {
      const seen = await watch.seeRunning()
      if (!(await blow())) return false
      if (name !== 'web') watch.hit(seen, name)
      blows.push({ name, siteBackMs: await untilSiteIsBack(running.siteUrl, performance.now()) })
      await pause(1_500 * Math.random())
      return true
    }
    const other = async (name: (typeof others)[number]) => {
      if (name === 'connections cut') return cutConnections(superuser()).then(() => true)
      if (name === 'Postgres stopped 8 s') {
        frozen.push(await freezePostgres(running, 8_000))
        return true
      }
      if (name === 'disk full 4 s') {
        if (!isDiskSmall) return false
        await fillDisk(dataDir, 4_000)
        return true
      }
      const before = await countReady(owner())
      if (!(await expire(running, 31))) return false
      takenByClock += Math.max(0, before - (await countReady(owner())))
      return true
    }
    const every = Math.max(1, Math.floor(kills / (2 * others.length)))
    const endsAt = performance.now() + killingMs
    while (course.done < kills && performance.now() < endsAt) {
      if (await strike(...killOf(running))) course.done++
      if (course.done % every === every - 1) {
        const name = others[Math.floor(course.done / every) % others.length] ?? 'connections cut'
        await strike(name, () => other(name).catch(() => false))
      }
      if (course.done % 20 === 0) log(`${course.done} kills; ${watch.waiting()} jobs wait to come back.`)
    }
    course.isOver = true
    log('The killing is over; the people wait for their drawings.')
    await Promise.race([ordering, untilNothingEnds(owner)])
    for (const line of await describeWaiting(owner())) log(line)
    await watch.close()

    // What only time sweeps is made old; a last start sweeps what killed runs left on the disk.
    const restarts = running.restarts()
    const stopped = await running.stop()
    const last = await rerun()
    await age(superuser())
    await expire(last, 0)
    const books = await readBooks(owner(), storageFolderOf(dataDir))
    const left = [...stopped, ...(await last.stop())]
    for (const { pid, words } of left) log(`left behind: ${pid} ${words}`)
    return {
      kills: course.done,
      jobs,
      blows,
      jobsBack: watch.times,
      frozen,
      takenByClock,
      isDiskFilled: isDiskSmall,
      restarts,
      books,
      processesLeft: left.length,
    }
  } finally {
    await clean()
    for (const name of interrupts) process.off(name, leave)
  }
}

function killOf(product: Product): [PartName, () => Promise<boolean>] {
  const part = pick(killWeights)
  return [part, async () => killOne(product, part)]
}

function pick<T>(weighted: readonly (readonly [T, number])[]): T {
  const all = weighted.flatMap(([value, weight]) => Array<T>(weight).fill(value))
  return all[Math.floor(Math.random() * all.length)] as T
}

/** Everybody orders when the run has come so far, so that something is always being drawn. */
async function orderAlong(
  people: readonly ApiVisitor[],
  jobs: number,
  progress: () => number,
): Promise<void> {
  const picturePng = Buffer.from(picture({ size: 500 }))
  await Promise.all(
    people.map(async (person, index) => {
      for (let i = 0; i < jobsEach; i++) {
        const place = i * people.length + index
        if (place >= jobs) return
        while (progress() < (0.95 * place) / jobs) await pause(200)
        await awaitEnd(person, await orderPatiently(person, picturePng))
      }
    }),
  )
}

/** Resolves when no job has ended for a while, so that nothing is waited for that comes. */
async function untilNothingEnds(url: () => string): Promise<void> {
  let ended = -1
  for (;;) {
    const now = await countEnded(url()).catch(() => ended)
    if (now === ended) return
    ended = now
    await pause(quietMs)
  }
}

async function countEnded(url: string): Promise<number> {
  const db = createDatabase({ url, max: 1 })
  try {
    const { n } = await db
      .selectFrom('jobs')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('status', 'in', ['completed', 'failed', 'cancelled'])
      .executeTakeFirstOrThrow()
    return Number(n)
  } finally {
    await db.destroy()
  }
}

async function countReady(url: string): Promise<number> {
  const db = createDatabase({ url, max: 1 })
  try {
    const { n } = await db
      .selectFrom('assets')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('status', '=', 'ready')
      .executeTakeFirstOrThrow()
    return Number(n)
  } finally {
    await db.destroy()
  }
}

/** A disk of its own with room for all that is drawn, small enough to be filled; false where this machine does not let us. */
async function mountSmallDisk(folder: string, megabytes: number): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const options = `size=${megabytes}m,mode=0700`
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0
}
