import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { msAgo } from '../database-time.ts'
import { queueSchema } from '../queue/queues.ts'
import { type Failure, failJob } from './fail.ts'

/** What a person reads when we are to blame and the tries are spent. */
export const exhaustedFailure: Failure = {
  code: 'exhausted',
  sentence: 'The drawing could not be finished after several tries. Your credit is back; please try again.',
}

const quietMs = 60_000

/**
 * Ends jobs that nobody works on any more: waiting or running by our table, but without a delivery that could
 * still end them. They are failed and refunded. Answers how many.
 */
export async function sweepStuckJobs(ctx: ServiceContext): Promise<number> {
  const { rows } = await asService(ctx.db, (tx) =>
    sql<{ id: string }>`
      select job.id
      from jobs as job
      where job.status in ('pending', 'processing')
        and job.updated_at < ${msAgo(quietMs)}
        and not exists (
          select from ${sql.table(`${queueSchema}.job`)} as delivery
          where delivery.name in ('draw', 'draw-dead')
            and delivery.data ->> 'jobId' = job.id::text
            and delivery.state in ('created', 'retry', 'active')
        )
      limit 100
    `.execute(tx),
  )
  for (const { id } of rows) await failJob(ctx, { jobId: id }, exhaustedFailure)
  return rows.length
}
