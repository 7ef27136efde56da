import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { queueSchema, workQueues } from '../queue/queues.ts'
import { keepsJobs } from '../workers/beat.ts'
import { type Failure, failJob } from './fail.ts'

/** How often whoever draws a job may be lost before the job itself is taken for the cause. */
export const lossLimit = 10

/** What a person reads whose job took its worker down every time. */
export const lostFailure: Failure = {
  code: 'worker_lost',
  sentence:
    'Drawing this stopped our machines again and again. Your credit is back; please try other settings.',
}

/** A delivery this young may not be on its worker's list yet. */
const unlistedSeconds = 5
/** From so many losses on a job waits a moment of chance, so that whoever falls with a harmful one gets away from it. */
const scatterFrom = 3
const scatterSeconds = 8

/**
 * Gives back to the queue what no living worker holds: the deliveries of a killed process, of a dead machine, and those
 * whose end could not be written while the database was away. That costs the job no try, but after `lossLimit` times it
 * ends, refunded. Safe to be called by every worker at once. Answers the jobs that were given back and that ended.
 */
export async function handBackLost(
  ctx: ServiceContext,
): Promise<{ back: readonly string[]; ended: readonly string[] }> {
  const { rows } = await asService(ctx.db, (tx) =>
    sql<{ id: string; losses: number }>`
      with living as materialized (
        select jobs from workers where ${keepsJobs}
      ), back as (
        update ${sql.table(`${queueSchema}.job`)} as delivery
        set state = 'retry', heartbeat_on = null,
          start_after = now() + coalesce(
            (select random() * make_interval(secs => ${scatterSeconds}) from jobs
              where id = (delivery.data ->> 'jobId')::uuid and losses >= ${scatterFrom}),
            interval '0')
        where delivery.name in (${sql.join(workQueues)}) and delivery.state = 'active'
          and delivery.started_on < now() - make_interval(secs => ${unlistedSeconds})
          and not exists (
            select from living
            where living.jobs is null
              or coalesce(delivery.data ->> 'jobId', delivery.data ->> 'exportId')::uuid = any (living.jobs))
        returning (delivery.data ->> 'jobId')::uuid as id
      )
      update jobs set losses = losses + 1
      where id in (select id from back) and status in ('pending', 'processing')
      returning id, losses
    `.execute(tx),
  )
  const harmful = rows.filter(({ losses }) => losses >= lossLimit).map(({ id }) => id)
  for (const jobId of harmful) await failJob(ctx, { jobId }, lostFailure)
  return { back: rows.map(({ id }) => id), ended: harmful }
}
