import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createUser, finishJob, order, testContext, until } from '../../testing/index.ts'
import type { ServiceContext } from '../context.ts'
import type { JobEvent } from '../contract/jobs.ts'
import { silentLog } from '../log.ts'
import { cancelJob } from './cancel.ts'
import { createJobEvents } from './events.ts'
import { reportProgress } from './progress.ts'
import { startJob } from './start.ts'
import { watchJob } from './watch.ts'

const { ctx } = await testContext()

/** Watches in the background; `seen` grows as events come. */
function follow(within: ServiceContext, user: { userId: string }, id: string, signal?: AbortSignal) {
  const seen: JobEvent[] = []
  const ended = (async () => {
    for await (const event of watchJob(within, user, id, { signal })) seen.push(event)
  })()
  return { seen, ended }
}

async function work(id: string, seen: JobEvent[]) {
  const claim = await startJob(ctx, id)
  if (!claim) throw new Error('expected to start')
  await until(() => seen.at(-1)?.status === 'processing')
  await reportProgress(ctx, claim, [{ name: 'decode', status: 'processing', percent: 50, ms: null }])
  await until(() => seen.at(-1)?.stages[0]?.percent === 50)
  await finishJob(ctx, claim)
}

describe('watchJob', () => {
  it('tells everyone who watches every change up to the end, over one connection', async () => {
    const { user, job } = await order(ctx)
    const watchers = Array.from({ length: 4 }, () => follow(ctx, user, job.id))
    await until(() => watchers.every(({ seen }) => seen.length > 0))
    await work(job.id, watchers[0]?.seen ?? [])
    await Promise.all(watchers.map(({ ended }) => ended))
    for (const { seen } of watchers) {
      expect(seen[0]?.status).toBe('pending')
      expect(seen.at(-1)).toMatchObject({ status: 'completed', percent: 100 })
    }
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and application_name like 'plotline listen%'`.execute(ctx.db)
    expect(rows).toHaveLength(1)
  })

  it('looks by itself when nobody tells it', async () => {
    const deaf = {
      ...ctx,
      events: createJobEvents({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', log: silentLog }),
    }
    const { user, job } = await order(ctx)
    const { seen, ended } = follow(deaf, user, job.id)
    await work(job.id, seen)
    await ended
    expect(seen.at(-1)?.status).toBe('completed')
    await deaf.events.close()
  })

  it('hears again after its connection was cut', async () => {
    const { user, job } = await order(ctx)
    const { seen, ended } = follow(ctx, user, job.id)
    await until(() => seen.length > 0 && ctx.events.listening())
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name like 'plotline listen%'`.execute(ctx.db)
    await work(job.id, seen)
    await ended
    expect(seen.at(-1)?.status).toBe('completed')
    await until(() => ctx.events.listening())
  })

  it('ends with a cancelled job, and when the watcher leaves', async () => {
    const { user, job } = await order(ctx)
    const first = follow(ctx, user, job.id)
    const leave = new AbortController()
    const second = follow(ctx, user, job.id, leave.signal)
    await until(() => second.seen.length > 0)
    leave.abort()
    await second.ended
    await cancelJob(ctx, user, job.id)
    await first.ended
    expect(first.seen.at(-1)).toMatchObject({ status: 'cancelled', refunded: true })
  })

  it('does not tell of what is not yours', async () => {
    const { job } = await order(ctx)
    await expect(follow(ctx, await createUser(ctx), job.id).ended).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
