import { asService } from '@plotline/db'
import { endPendingFiles } from '../assets/end-pending.ts'
import type { ServiceContext } from '../context.ts'
import { now } from '../database-time.ts'
import { refundJob } from './refund.ts'
import { restStages } from './rest-stages.ts'

/** Why a job failed: a word for us and a sentence for the person who waits. */
export type Failure = { readonly code: string; readonly sentence: string }

/**
 * Ends a job badly and refunds it, in one transaction, once. With an `attempt` only that claim may do it;
 * without one (the delivery is dead) whoever holds it. Answers false when there was nothing to end.
 */
export async function failJob(
  ctx: ServiceContext,
  { jobId, attempt }: { jobId: string; attempt?: number },
  { code, sentence }: Failure,
): Promise<boolean> {
  return asService(ctx.db, async (tx) => {
    let query = tx
      .updateTable('jobs')
      .set({ status: 'failed', failure_code: code, failure: sentence, finished_at: now })
      .where('id', '=', jobId)
      .where('status', 'in', ['pending', 'processing'])
    if (attempt !== undefined) query = query.where('attempt', '=', attempt)
    const failed = await query.returning(['id', 'user_id', 'credit_cost', 'filename']).executeTakeFirst()
    if (!failed) return false
    const stages = await tx
      .selectFrom('job_stages')
      .select(['name', 'status'])
      .where('job_id', '=', jobId)
      .orderBy('position')
      .execute()
    const at =
      stages.find(({ status }) => status === 'processing') ??
      stages.find(({ status }) => status === 'pending')
    if (at) {
      await tx
        .updateTable('job_stages')
        .set({ status: 'failed' })
        .where('job_id', '=', jobId)
        .where('name', '=', at.name)
        .execute()
      await restStages(tx, jobId)
    }
    await endPendingFiles(tx, jobId)
    await refundJob(tx, failed)
    return true
  })
}
