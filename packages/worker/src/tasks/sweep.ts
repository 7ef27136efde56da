import { type ServiceContext, sweepStuckJobs } from '@plotline/services'

/** Every minute: jobs that no delivery will ever end. */
export async function sweep(ctx: ServiceContext): Promise<void> {
  const jobs = await sweepStuckJobs(ctx)
  if (jobs > 0) ctx.log('error', 'jobs.swept', { jobs })
}
