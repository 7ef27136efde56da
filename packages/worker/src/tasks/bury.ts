import { type DrawMessage, exhaustedFailure, failJob, type ServiceContext } from '@plotline/services'

/** A delivery that failed for the last time: its job ends as failed and is refunded, if nothing else ended it. */
export async function bury(ctx: ServiceContext, { jobId }: DrawMessage): Promise<void> {
  const isEnded = await failJob(ctx, { jobId }, exhaustedFailure)
  ctx.log('error', 'job.exhausted', { jobId, isEnded })
}
