import { asService, type Tx } from '@plotline/db'
import type { z } from 'zod'
import { endPendingFiles } from '../assets/end-pending.ts'
import type { ServiceContext } from '../context.ts'
import { jobResultSchema } from '../contract/jobs.ts'
import { hoursFromNow, now } from '../database-time.ts'
import { assetKinds } from '../storage/kinds.ts'
import type { StageReport } from './progress.ts'
import type { Claim } from './start.ts'
import { statusOf } from './status.ts'

/**
 * Ends a job well: result, stages and its files in one transaction. Answers false, and changes nothing, when the
 * claim is void; the caller then removes the files it made. May be repeated where the answer was lost on its way.
 */
export async function completeJob(
  ctx: ServiceContext,
  { jobId, attempt }: Claim,
  done: {
    assetIds: readonly string[]
    /** The drawing's statistics and what a page tells of it; what the contract does not know is left out. */
    result: z.input<typeof jobResultSchema>
    stages: readonly StageReport[]
    original: { width: number; height: number }
  },
): Promise<boolean> {
  const status = statusOf(done.stages)
  if (status !== 'completed') throw new Error(`Expected every stage to be completed, got ${status}.`)
  const keptUntil = hoursFromNow(assetKinds.artifact.keepHours)
  return asService(ctx.db, async (tx) => {
    const job = await tx
      .updateTable('jobs')
      .set({
        status,
        percent: 100,
        result: JSON.stringify(jobResultSchema.parse(done.result)),
        isolated_by: done.result.isolatedBy,
        finished_at: now,
        expires_at: keptUntil,
      })
      .where('id', '=', jobId)
      .where('attempt', '=', attempt)
      .where('status', '=', 'processing')
      .returning('asset_id')
      .executeTakeFirst()
    if (!job) return await isCompletedBy(tx, { jobId, attempt })
    for (const { name, ms } of done.stages) {
      await tx
        .updateTable('job_stages')
        .set({ status: 'completed', percent: 100, ms })
        .where('job_id', '=', jobId)
        .where('name', '=', name)
        .execute()
    }
    await tx
      .updateTable('assets')
      .set({ status: 'ready', expires_at: keptUntil })
      .where('id', 'in', [...done.assetIds])
      .where('job_id', '=', jobId)
      .execute()
    await endPendingFiles(tx, jobId)
    if (job.asset_id) {
      await tx.updateTable('assets').set(done.original).where('id', '=', job.asset_id).execute()
    }
    return true
  })
}

/** Whether this very claim completed the job before. */
async function isCompletedBy(tx: Tx, { jobId, attempt }: Pick<Claim, 'jobId' | 'attempt'>): Promise<boolean> {
  const job = await tx
    .selectFrom('jobs')
    .select('id')
    .where('id', '=', jobId)
    .where('attempt', '=', attempt)
    .where('status', '=', 'completed')
    .executeTakeFirst()
  return job !== undefined
}
