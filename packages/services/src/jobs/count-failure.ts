import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { failJob } from './fail.ts'
import type { Claim } from './start.ts'
import { exhaustedFailure } from './sweep.ts'

/** How often a job is tried: so many failures of its own end it. */
export const tries = 4

/**
 * Counts a failure that may pass by itself; the last of `tries` ends the job as exhausted. Only a claim that still holds
 * counts. Answers whether another try is to follow.
 */
export async function countFailure(ctx: ServiceContext, claim: Claim): Promise<boolean> {
  const { jobId, attempt } = claim
  const counted = await asService(ctx.db, (tx) =>
    tx
      .updateTable('jobs')
      .set({ failures: sql<number>`failures + 1` })
      .where('id', '=', jobId)
      .where('attempt', '=', attempt)
      .where('status', '=', 'processing')
      .returning('failures')
      .executeTakeFirst(),
  )
  if (!counted) return false
  if (counted.failures < tries) return true
  await failJob(ctx, claim, exhaustedFailure)
  return false
}
