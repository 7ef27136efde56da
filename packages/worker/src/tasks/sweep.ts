import { expireAssets, type ServiceContext, sweepExports, sweepStuckJobs } from '@plotline/services'

/** Every minute: jobs and exports that no delivery will ever end, and files whose time is over. */
export async function sweep(ctx: ServiceContext, signal: AbortSignal): Promise<void> {
  const jobs = await sweepStuckJobs(ctx)
  if (jobs > 0) ctx.log('error', 'jobs.swept', { jobs })
  const exports = await sweepExports(ctx)
  if (exports > 0) ctx.log('error', 'exports.swept', { exports })
  const assets = await expireAssets(ctx, { signal })
  if (assets > 0) ctx.log('info', 'assets.expired', { assets })
}
