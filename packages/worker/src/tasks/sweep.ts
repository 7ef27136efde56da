import { type ServiceContext, sweepExports, sweepStuckJobs } from '@plotline/services'

/** Every minute: jobs and exports that no delivery will ever end. */
export async function sweep(ctx: ServiceContext): Promise<void> {
  const jobs = await sweepStuckJobs(ctx)
  if (jobs > 0) ctx.log('error', 'jobs.swept', { jobs })
  const exports = await sweepExports(ctx)
  if (exports > 0) ctx.log('error', 'exports.swept', { exports })
}
