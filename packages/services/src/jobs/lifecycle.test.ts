import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  createUser,
  finishJob,
  ledgerOf,
  order,
  pastTheTriggers,
  recipe,
  testContext,
} from '../../testing/index.ts'
import type { Actor } from '../context.ts'
import { DomainError } from '../error.ts'
import { cancelJob } from './cancel.ts'
import { createJob } from './create.ts'
import { failJob } from './fail.ts'
import { getJob } from './get.ts'
import { holdsClaim, reportProgress, type StageReport } from './progress.ts'
import { removeJob } from './remove.ts'
import { type StartedJob, startJob } from './start.ts'
import { exhaustedFailure, sweepStuckJobs } from './sweep.ts'

const test = await testContext()
const { ctx } = test

async function start(id: string): Promise<StartedJob> {
  const started = await startJob(ctx, id)
  if (!started) throw new Error('expected to start')
  return started
}

const refundsOf = async (actor: Actor) =>
  (await ledgerOf(ctx, actor)).kinds.filter((kind) => kind === 'refund')
const failure = { code: 'unreadable', sentence: 'The picture is broken.' }

describe('a claim', () => {
  it('reports stages, and the job follows them', async () => {
    const { user, job } = await order(ctx)
    const claim = await start(job.id)
    const reports: StageReport[] = job.stages.map(({ name }, at) => ({
      name,
      status: at === 0 ? 'completed' : at === 1 ? 'processing' : 'pending',
      percent: at === 0 ? 100 : at === 1 ? 40 : 0,
      ms: at === 0 ? 12 : null,
    }))
    expect(await reportProgress(ctx, claim, reports)).toBe(true)
    const seen = await getJob(ctx, user, job.id)
    expect(seen.status).toBe('processing')
    expect(seen.percent).toBeGreaterThan(0)
    expect(seen.stages).toEqual(reports)
  })

  it('is void once the job is started again: the older worker can neither report, fail nor complete', async () => {
    const { user, job } = await order(ctx)
    const first = await start(job.id)
    const second = await start(job.id)
    expect(await holdsClaim(ctx, first)).toBe(false)
    expect(await reportProgress(ctx, first, [])).toBe(false)
    expect(await failJob(ctx, first, failure)).toBe(false)
    expect(await finishJob(ctx, first)).toBe(false)
    expect(await finishJob(ctx, second)).toBe(true)
    const done = await getJob(ctx, user, job.id)
    expect(done).toMatchObject({ status: 'completed', percent: 100, refunded: false })
    expect(await refundsOf(user)).toEqual([])
  })

  it('cannot be had on a job that has ended', async () => {
    const { user, job } = await order(ctx)
    await finishJob(ctx, await start(job.id))
    const done = await getJob(ctx, user, job.id)
    expect(await startJob(ctx, job.id)).toBeNull()
    expect(await failJob(ctx, { jobId: job.id }, exhaustedFailure)).toBe(false)
    expect((await getJob(ctx, user, job.id)).result).toEqual(done.result)
  })
})

describe('a job that ends badly', () => {
  it('is refunded once, whoever says so and however often', async () => {
    const { user, job } = await order(ctx)
    const claim = await start(job.id)
    await Promise.all([
      ...Array.from({ length: 5 }, () => failJob(ctx, claim, failure)),
      ...Array.from({ length: 5 }, () => failJob(ctx, { jobId: job.id }, exhaustedFailure)),
      ...Array.from({ length: 5 }, () =>
        cancelJob(ctx, user, job.id).catch((error) => {
          if (!(error instanceof DomainError)) throw error
        }),
      ),
    ])
    expect(await refundsOf(user)).toEqual(['refund'])
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 3, sum: 3 })
    expect((await getJob(ctx, user, job.id)).refunded).toBe(true)
  })

  it('ends at its first delivery when its settings are no longer understood, with its credit back', async () => {
    const { user, job } = await order(ctx)
    await pastTheTriggers(
      test.database.superuserUrl,
      sql`update jobs set recipe = '{"version": 0}' where id = ${job.id}`,
    )
    expect(await startJob(ctx, job.id)).toBeNull()
    const seen = await getJob(ctx, user, job.id)
    expect(seen).toMatchObject({ status: 'failed', refunded: true, recipe: null })
    expect(seen.failure).toMatch(/older version.* Your credit is back\.$/)
    const { failure_code, attempt } = await ctx.db
      .selectFrom('jobs')
      .select(['failure_code', 'attempt'])
      .where('id', '=', job.id)
      .executeTakeFirstOrThrow()
    expect({ failure_code, attempt }).toEqual({ failure_code: 'invalid_recipe', attempt: 1 })
    expect(await startJob(ctx, job.id)).toBeNull()
    expect(await refundsOf(user)).toEqual(['refund'])
  })

  it('says why, and marks the stage where it stopped', async () => {
    const { user, job } = await order(ctx)
    const claim = await start(job.id)
    const [first] = job.stages
    if (first)
      await reportProgress(ctx, claim, [{ name: first.name, status: 'processing', percent: 10, ms: null }])
    await failJob(ctx, claim, failure)
    const seen = await getJob(ctx, user, job.id)
    expect(seen).toMatchObject({ status: 'failed', failure: failure.sentence })
    expect(seen.stages[0]?.status).toBe('failed')
  })
})

/** How each ended: `ok`, or the code it was refused with. Anything that is no refusal of ours is thrown on. */
async function ends(work: readonly Promise<unknown>[]): Promise<string[]> {
  const answers = await Promise.allSettled(work)
  return answers.map((answer) => {
    if (answer.status === 'fulfilled') return 'ok'
    if (answer.reason instanceof DomainError) return answer.reason.code
    throw answer.reason
  })
}
const times = <T>(count: number, work: () => Promise<T>) => Array.from({ length: count }, work)

describe('cancelJob', () => {
  it('takes the delivery back and refunds, once, and answers the same to 36 at once and after', async () => {
    const { user, job } = await order(ctx)
    const answers = await Promise.all(times(36, () => cancelJob(ctx, user, job.id)))
    answers.push(await cancelJob(ctx, user, job.id))
    for (const answer of answers)
      expect(answer).toMatchObject({ id: job.id, status: 'cancelled', refunded: true })
    const [message] = await ctx.queue.boss.findJobs('draw', { id: job.id })
    expect(message?.state).toBe('cancelled')
    expect(await startJob(ctx, job.id)).toBeNull()
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 3, sum: 3, kinds: ['grant', 'debit', 'refund'] })
  })

  it('leaves a job that has completed, and one that is not yours', async () => {
    const { user, job } = await order(ctx)
    await expect(cancelJob(ctx, await createUser(ctx), job.id)).rejects.toMatchObject({ code: 'not_found' })
    await finishJob(ctx, await start(job.id))
    await expect(cancelJob(ctx, user, job.id)).rejects.toMatchObject({ code: 'job_not_cancellable' })
    expect(await getJob(ctx, user, job.id)).toMatchObject({ status: 'completed', refunded: false })
  })
})

describe('removeJob', () => {
  it('leaves a job that waits or runs as it is, however often it is asked', async () => {
    const { user, job } = await order(ctx)
    expect(new Set(await ends(times(36, () => removeJob(ctx, user, job.id))))).toEqual(
      new Set(['job_not_finished']),
    )
    const claim = await start(job.id)
    await expect(removeJob(ctx, user, job.id)).rejects.toMatchObject({ code: 'job_not_finished' })
    expect(await finishJob(ctx, claim)).toBe(true)
    expect(await refundsOf(user)).toEqual([])
  })

  it('answers the same to 36 at once and after, and to nobody else', async () => {
    const { user, job } = await order(ctx)
    await cancelJob(ctx, user, job.id)
    const answers = await Promise.all(times(36, () => removeJob(ctx, user, job.id)))
    answers.push(await removeJob(ctx, user, job.id))
    for (const answer of answers) expect(answer).toEqual({ outcome: 'deleted', refunded: true })
    await expect(getJob(ctx, user, job.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelJob(ctx, user, job.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeJob(ctx, await createUser(ctx), job.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 3, sum: 3, kinds: ['grant', 'debit', 'refund'] })
  })

  it('beside 36 cancels of the same job ends in one refund and one deletion', async () => {
    const { user, job } = await order(ctx)
    const mixed = await ends(
      Array.from({ length: 36 }, () => [cancelJob(ctx, user, job.id), removeJob(ctx, user, job.id)]).flat(),
    )
    expect(['ok', 'not_found', 'job_not_finished']).toEqual(expect.arrayContaining([...new Set(mixed)]))
    expect(mixed).toContain('ok')
    expect(await removeJob(ctx, user, job.id)).toEqual({ outcome: 'deleted', refunded: true })
    expect(await ledgerOf(ctx, user)).toEqual({ balance: 3, sum: 3, kinds: ['grant', 'debit', 'refund'] })
    expect(await ctx.storage.list('originals', user.userId)).toEqual([])
  })

  it('removes a finished job with all its files, and keeps an original that another job uses', async () => {
    const { user, job } = await order(ctx)
    await finishJob(ctx, await start(job.id))
    const repeat = await createJob(ctx, user, { assetId: job.assetId ?? '', recipe: recipe({ seed: 2 }) })
    await finishJob(ctx, await start(repeat.id))

    expect(await removeJob(ctx, user, job.id)).toEqual({ outcome: 'deleted', refunded: false })
    await expect(getJob(ctx, user, job.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await ctx.storage.list('originals', user.userId)).toHaveLength(1)
    expect(await ctx.storage.list('artifacts', user.userId)).toHaveLength(2)
    expect((await getJob(ctx, user, repeat.id)).links.svg).not.toBeNull()

    await removeJob(ctx, user, repeat.id)
    for (const bucket of ['originals', 'artifacts', 'artifacts_previews'] as const) {
      expect(await ctx.storage.list(bucket, user.userId)).toEqual([])
    }
    expect(
      await ctx.db.selectFrom('assets').select('id').where('user_id', '=', user.userId).execute(),
    ).toEqual([])
    expect(await ledgerOf(ctx, user)).toMatchObject({ balance: 1, sum: 1 })
  })

  it('says the same of what is not yours', async () => {
    const { job } = await order(ctx)
    await expect(removeJob(ctx, await createUser(ctx), job.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('sweepStuckJobs', () => {
  it('ends a job whose delivery is gone, and leaves one that still has one', async () => {
    const [stuck, waiting] = [await order(ctx), await order(ctx)]
    await start(stuck.job.id)
    await ctx.queue.boss.deleteJob('draw', stuck.job.id)
    const ids = [stuck.job.id, waiting.job.id]
    await pastTheTriggers(
      test.database.superuserUrl,
      sql`update jobs set updated_at = now() - interval '1 hour' where id = any(${ids})`,
    )
    expect(await sweepStuckJobs(ctx)).toBe(1)
    expect(await getJob(ctx, stuck.user, stuck.job.id)).toMatchObject({ status: 'failed', refunded: true })
    expect(await getJob(ctx, waiting.user, waiting.job.id)).toMatchObject({ status: 'pending' })
  })
})
