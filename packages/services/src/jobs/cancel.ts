import { asService } from '@plotline/db'
import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import { refundJob } from './refund.ts'
import { restStages } from './rest-stages.ts'

/**
 * Cancels a waiting or running job and refunds it, in one transaction. A worker that holds it has lost its
 * claim from that moment: it stops at its next look, and whatever it still finishes is thrown away.
 * Throws `not_found` and, for a job that has ended, `job_not_cancellable`.
 */
export async function cancelJob(ctx: ServiceContext, actor: Actor, id: string): Promise<void> {
  await asService(ctx.db, async (tx) => {
    const cancelled = await tx
      .updateTable('jobs')
      .set({ status: 'cancelled', cancel_requested_at: new Date(), finished_at: new Date() })
      .where('id', '=', id)
      .where('user_id', '=', actor.userId)
      .where('status', 'in', ['pending', 'processing'])
      .returning(['id', 'user_id', 'credit_cost', 'filename'])
      .executeTakeFirst()
    if (!cancelled) {
      const job = await tx
        .selectFrom('jobs')
        .select('id')
        .where('id', '=', id)
        .where('user_id', '=', actor.userId)
        .executeTakeFirst()
      throw new DomainError(job ? 'job_not_cancellable' : 'not_found')
    }
    await restStages(tx, id)
    await refundJob(tx, cancelled)
    await ctx.queue.withdraw(tx, id)
  })
}
