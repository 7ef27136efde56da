import { holdName } from '@plotline/db'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { ledgerOf, order, testContext } from '../../testing/index.ts'
import { beatWorker } from '../workers/beat.ts'
import { countFailure, tries } from './count-failure.ts'
import { getJob } from './get.ts'
import { handBackLost, lossLimit } from './hand-back.ts'
import { startJob } from './start.ts'

const { ctx, database } = await testContext()
const { boss } = ctx.queue
const worker = { id: 'one', concurrency: 1, model: null, provider: null, edgeModels: [] }

afterEach(async () => {
  await sql`delete from workers`.execute(ctx.db)
  await sql`delete from pgboss.job`.execute(ctx.db)
})

/** Orders a job and takes its delivery, as a worker does, so long ago that the worker must have it on its list. */
async function taken() {
  const { user, job } = await order(ctx)
  await boss.fetch('draw', { batchSize: 100 })
  const claim = await startJob(ctx, job.id)
  if (!claim) throw new Error('expected to start')
  await sql`update pgboss.job set started_on = now() - interval '1 minute' where id = ${job.id}`.execute(
    ctx.db,
  )
  return { user, job, claim }
}

const stateOf = async (jobId: string) => (await boss.findJobs('draw', { id: jobId }))[0]?.state
const countsOf = (jobId: string) =>
  ctx.db
    .selectFrom('jobs')
    .select(['failures', 'losses', 'status', 'failure_code'])
    .where('id', '=', jobId)
    .executeTakeFirstOrThrow()

describe('countFailure', () => {
  it('leaves tries until the last, which ends the job as exhausted with its credit back', async () => {
    const { user, job } = await order(ctx)
    for (let failed = 1; failed <= tries; failed++) {
      const claim = await startJob(ctx, job.id)
      if (!claim) throw new Error('expected to start')
      expect(await countFailure(ctx, claim)).toBe(failed < tries)
    }
    expect(await countsOf(job.id)).toMatchObject({
      failures: tries,
      status: 'failed',
      failure_code: 'exhausted',
    })
    expect(await ledgerOf(ctx, user)).toMatchObject({
      balance: 3,
      sum: 3,
      kinds: ['grant', 'debit', 'refund'],
    })
  })

  it('counts nothing for a claim that is void', async () => {
    const { job, claim } = await taken()
    await startJob(ctx, job.id)
    expect(await countFailure(ctx, claim)).toBe(false)
    expect(await countsOf(job.id)).toMatchObject({ failures: 0, status: 'processing' })
  })
})

describe('startJob', () => {
  it('ends a job that was begun again and again and never came to any end, however it came back', async () => {
    const { user, job } = await order(ctx)
    let begun = 0
    while (await startJob(ctx, job.id)) begun++
    expect(begun).toBe(2 * lossLimit)
    expect(await countsOf(job.id)).toMatchObject({ status: 'failed', failure_code: 'worker_lost' })
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 3, sum: 3 })
  })
})

describe('handBackLost', () => {
  it('leaves what a living worker holds, and what one that says nothing of its jobs may hold', async () => {
    const { job } = await taken()
    await beatWorker(ctx, { ...worker, jobs: [job.id] })
    expect((await handBackLost(ctx)).back).toEqual([])
    await beatWorker(ctx, worker)
    expect((await handBackLost(ctx)).back).toEqual([])
    expect(await stateOf(job.id)).toBe('active')
  })

  it('gives back at once what its worker let go of without a word', async () => {
    const { job } = await taken()
    await beatWorker(ctx, { ...worker, jobs: [] })
    expect((await handBackLost(ctx)).back).toEqual([job.id])
    expect(await stateOf(job.id)).toBe('retry')
  })

  it('gives back what a killed worker held, once its name is free; a frozen one keeps it some seconds longer', async () => {
    const { job } = await taken()
    const name = await holdName({ url: database.url, name: worker.id, onError: () => {} })
    await beatWorker(ctx, { ...worker, jobs: [job.id] })
    await sql`update workers set seen_at = now() - interval '5 seconds'`.execute(ctx.db)
    expect((await handBackLost(ctx)).back).toEqual([])
    await name.close()
    // The server notices the end of a connection a moment after it.
    let back: readonly string[] = []
    while (back.length === 0) back = (await handBackLost(ctx)).back
    expect(back).toEqual([job.id])

    const frozen = await taken()
    const held = await holdName({ url: database.url, name: worker.id, onError: () => {} })
    await beatWorker(ctx, { ...worker, jobs: [frozen.job.id] })
    await sql`update workers set seen_at = now() - interval '11 seconds'`.execute(ctx.db)
    expect((await handBackLost(ctx)).back).toEqual([frozen.job.id])
    await held.close()
  })

  it('is done once, however many do it, and the job needs none of its tries for it', async () => {
    const { job } = await taken()
    const answers = await Promise.all(Array.from({ length: 8 }, () => handBackLost(ctx)))
    expect(answers.flatMap(({ back }) => back)).toEqual([job.id])
    expect(await countsOf(job.id)).toMatchObject({ failures: 0, losses: 1, status: 'processing' })
  })

  it('leaves a delivery that was taken a moment ago', async () => {
    const { job } = await order(ctx)
    await boss.fetch('draw', { batchSize: 100 })
    expect((await handBackLost(ctx)).back).toEqual([])
    expect(await stateOf(job.id)).toBe('active')
  })

  it('ends a job that took down whoever drew it too often, with its credit back', async () => {
    const { user, job } = await taken()
    for (let lost = 1; lost <= lossLimit; lost++) {
      await sql`update pgboss.job set state = 'active', started_on = now() - interval '1 minute' where id = ${job.id}`.execute(
        ctx.db,
      )
      const { ended } = await handBackLost(ctx)
      expect(ended).toEqual(lost < lossLimit ? [] : [job.id])
    }
    expect(await countsOf(job.id)).toMatchObject({
      failures: 0,
      status: 'failed',
      failure_code: 'worker_lost',
    })
    expect((await getJob(ctx, user, job.id)).failure).toMatch(/credit is back/)
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 3, sum: 3 })
  })
})
