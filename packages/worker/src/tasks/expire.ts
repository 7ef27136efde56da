import { expireAssets, expireLimits, type ServiceContext, sweepOrphans } from '@plotline/services'

/** Hourly: files whose time is over, orphans of either side, and rate limit windows that are empty. */
export async function expire(ctx: ServiceContext, signal: AbortSignal): Promise<void> {
  const assets = await expireAssets(ctx, { signal })
  const orphans = await sweepOrphans(ctx)
  const limits = await expireLimits(ctx)
  ctx.log('info', 'assets.expired', { assets, orphanRows: orphans.rows, orphanFiles: orphans.files, limits })
}
