import { cancelJob, expireAssets, getJob } from '@plotline/services'
import {
  crashPostgres,
  createTestContext,
  createUser,
  ledgerOf,
  order,
  recipe,
  until,
  withOutage,
} from '@plotline/services/testing'
import { stagesOf } from '@plotline/vectorizer'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHold, forkWorker, noModels, readyFiles } from '../testing/index.ts'
import { startWorker } from './start.ts'

let test: Awaited<ReturnType<typeof createTestContext>>
let hold: Awaited<ReturnType<typeof createHold>>
const ends: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  test = await createTestContext()
  hold = await createHold(test.database.url)
})
afterEach(async () => {
  await hold.close()
  for (const end of ends.splice(0).reverse()) await end()
  await test.close()
})

const settings = { style: 'sketch', isolate: { mode: 'auto' }, workingPx: 128 } as const

const stages = stagesOf(recipe(settings))

/**
 * Orders one job for each stage there is, of a worker that takes as many at a time, until each stands still in another
 * stage. One after the other: all at once would starve the worker's heartbeats on a slow machine.
 */
async function standInEveryStage() {
  const orders: Awaited<ReturnType<typeof order>>[] = []
  for (const stage of stages) {
    const user = await createUser(test.ctx)
    await hold.add(user, stage)
    orders.push(await order(test.ctx, settings, { by: user }))
    await hold.standing(orders.length)
  }
  return orders
}

const ended = (user: { userId: string }, id: string) =>
  until(async () => {
    const job = await getJob(test.ctx, user, id)
    return job.finishedAt !== null && job
  })

const files = ['artifact json', 'artifact svg', 'preview preview']

describe('kill -9', () => {
  it('in every stage: another worker finishes each job, nothing is lost and nothing paid twice', async () => {
    const values = { ...test.values, concurrency: stages.length, models: noModels }
    const first = await forkWorker(values)
    ends.push(first.kill)
    const orders = await standInEveryStage()
    await first.kill()
    await hold.open()
    const second = await forkWorker({ ...values, concurrency: 2 })
    ends.push(second.kill)
    for (const { user, job } of orders) {
      expect(await ended(user, job.id)).toMatchObject({ status: 'completed', percent: 100, refunded: false })
      expect(await readyFiles(test.ctx, job.id)).toEqual(files)
      expect(await ledgerOf(test.ctx, user)).toEqual({ balance: 2, sum: 2, kinds: ['grant', 'debit'] })
    }
    // What the killed worker had stored is pending, and goes with the expiry.
    await sql`update assets set expires_at = now() where status = 'pending'`.execute(test.ctx.db)
    await expireAssets(test.ctx)
    for (const { user, job } of orders) {
      expect(await readyFiles(test.ctx, job.id)).toEqual(files)
      expect(await test.ctx.storage.list('artifacts', user.userId)).toHaveLength(2)
    }
  }, 900_000)
})

describe('a cancelled job', () => {
  it('stops in whatever stage it is, is refunded once, and leaves no file', async () => {
    const worker = await startWorker({ ...test.values, concurrency: stages.length, models: noModels })
    ends.push(worker.stop)
    const orders = await standInEveryStage()
    const cancels = orders.map(({ user, job }) => cancelJob(test.ctx, user, job.id))
    const answers = Promise.allSettled(cancels)
    // Each waits for the row that the standing job has locked.
    await hold.waiting(orders.length)
    await hold.open()
    const refused = (await answers).flatMap((answer, i) => {
      if (answer.status === 'fulfilled') return []
      expect(answer.reason).toMatchObject({ code: 'job_not_cancellable' })
      return [stages[i]]
    })
    // What a fast machine does in no time is written with the end of the job, which a cancellation then comes after.
    expect(refused).not.toContain(stages[0])
    await until(() => worker.running() === 0)
    for (const [i, { user, job }] of orders.entries()) {
      const isDone = refused.includes(stages[i])
      expect(await getJob(test.ctx, user, job.id)).toMatchObject(
        isDone
          ? { status: 'completed', refunded: false }
          : { status: 'cancelled', refunded: true, result: null },
      )
      expect(await readyFiles(test.ctx, job.id)).toEqual(isDone ? files : [])
      expect(await ledgerOf(test.ctx, user)).toEqual(
        isDone
          ? { balance: 2, sum: 2, kinds: ['grant', 'debit'] }
          : { balance: 3, sum: 3, kinds: ['grant', 'debit', 'refund'] },
      )
    }
  }, 900_000)
})

describe('Postgres', () => {
  it('going away in mid-job: the worker lives on and the job is finished', async () => {
    const { user, job } = await order(test.ctx, settings)
    await hold.add(user, 'fill')
    const worker = await startWorker({ ...test.values, concurrency: 1, models: noModels })
    ends.push(worker.stop)
    await hold.standing(1)
    await withOutage(test.database.url, async () => {
      // Nobody gets in while it is away, as in a restart.
      await expect(getJob(test.ctx, user, job.id)).rejects.toThrow()
    })
    await hold.open()
    expect(await ended(user, job.id)).toMatchObject({ status: 'completed', refunded: false })
    expect(await ledgerOf(test.ctx, user)).toEqual({ balance: 2, sum: 2, kinds: ['grant', 'debit'] })
  })

  it('crashing and restarting in mid-job: the same, and the job beside it is not lost either', async () => {
    const { user, job } = await order(test.ctx, settings)
    await hold.add(user, 'fill')
    const worker = await startWorker({ ...test.values, concurrency: 1, models: noModels })
    ends.push(worker.stop)
    await hold.standing(1)
    const waiting = await order(test.ctx, settings)
    await crashPostgres()
    await hold.open()
    for (const one of [{ user, job }, waiting]) {
      expect(await ended(one.user, one.job.id)).toMatchObject({ status: 'completed', refunded: false })
      expect(await readyFiles(test.ctx, one.job.id)).toEqual(files)
      expect(await ledgerOf(test.ctx, one.user)).toEqual({ balance: 2, sum: 2, kinds: ['grant', 'debit'] })
    }
  })
})

describe('a worker that is asked to stop', () => {
  it('lets the running job end and takes no other', async () => {
    const { user, job } = await order(test.ctx, settings)
    await hold.add(user, 'tone')
    const worker = await startWorker({ ...test.values, concurrency: 1, models: noModels })
    await hold.standing(1)
    const stopped = worker.stop()
    const later = await order(test.ctx)
    await hold.open()
    await stopped
    expect(await getJob(test.ctx, user, job.id)).toMatchObject({ status: 'completed' })
    expect(await getJob(test.ctx, later.user, later.job.id)).toMatchObject({ status: 'pending' })
    expect(await test.ctx.db.selectFrom('workers').select('id').execute()).toEqual([])
  })

  it('hands back a job that takes too long; another worker finishes it', async () => {
    const { user, job } = await order(test.ctx, settings)
    await hold.add(user, 'tone')
    const first = await startWorker({ ...test.values, concurrency: 1, models: noModels, shutdownMs: 1000 })
    await hold.standing(1)
    const stopped = first.stop()
    await until(async () => {
      const [message] = await test.ctx.queue.boss.findJobs('draw', { id: job.id })
      return message?.state === 'retry'
    })
    await hold.open()
    await stopped
    const second = await startWorker({ ...test.values, concurrency: 1, models: noModels })
    ends.push(second.stop)
    expect(await ended(user, job.id)).toMatchObject({ status: 'completed', refunded: false })
    expect(await readyFiles(test.ctx, job.id)).toEqual(files)
  })
})

describe('a job that fails again and again', () => {
  it('ends as failed with its credit back once the tries are spent', async () => {
    const { user, job } = await order(test.ctx)
    const lost = { ...test.values, supabaseUrl: 'http://127.0.0.1:1' }
    const worker = await startWorker({ ...lost, concurrency: 1, models: noModels })
    ends.push(worker.stop)
    expect(await ended(user, job.id)).toMatchObject({ status: 'failed', refunded: true })
    expect(await ledgerOf(test.ctx, user)).toEqual({
      balance: 3,
      sum: 3,
      kinds: ['grant', 'debit', 'refund'],
    })
    const { attempt, failure_code } = await test.ctx.db
      .selectFrom('jobs')
      .select(['attempt', 'failure_code'])
      .where('id', '=', job.id)
      .executeTakeFirstOrThrow()
    expect({ attempt, failure_code }).toEqual({ attempt: 4, failure_code: 'exhausted' })
  })
})
