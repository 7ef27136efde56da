import { asService } from '@plotline/db'
import { endPendingFiles } from '../assets/end-pending.ts'
import type { Actor, ServiceContext } from '../context.ts'
import type { Job } from '../contract/jobs.ts'
import { now } from '../database-time.ts'
import { DomainError } from '../error.ts'
import { getJob } from './get.ts'
import { refundJob } from './refund.ts'
import { restStages } from './rest-stages.ts'

/**
 * Cancels a waiting or running job and refunds it, in one transaction; answers the job. A worker that holds it has
 * lost its claim from that moment: it stops at its next look, and whatever it still finishes is thrown away.
 * A job that is cancelled already is answered as it is, however often one asks.
 * Throws `not_found` and, for a job that has completed or failed, `job_not_cancellable`.
 */
export async function cancelJob(ctx: ServiceContext, actor: Actor, id: string): Promise<Job> {
  await asService(ctx.db, async (tx) => {
    const cancelled = await tx
      .updateTable('jobs')
      .set({ status: 'cancelled', cancel_requested_at: now, finished_at: now })
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .where('status', 'in', ['pending', 'processing'])
      .returning(['id', 'user_id', 'credit_cost', 'filename'])
      .executeTakeFirst()
    if (cancelled) {
      await restStages(tx, id)
      await endPendingFiles(tx, id)
      await refundJob(tx, cancelled)
      await ctx.queue.withdraw(tx, id)
      return
    }
    const job = await tx
      .selectFrom('jobs')
      .select('status')
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .executeTakeFirst()
    if (!job) throw new DomainError('not_found')
    if (job.status !== 'cancelled') throw new DomainError('job_not_cancellable')
  })
  return getJob(ctx, actor, id)
}
