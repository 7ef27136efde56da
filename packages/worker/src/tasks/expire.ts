import {
  expireAssets,
  expireLimits,
  type ServiceContext,
  sweepOrphans,
  sweepTraces,
} from '@plotline/services'

/** Hourly: files whose time is over, orphans of either side, rate limit windows that are empty, and what is left of people who are gone. */
export async function expire(ctx: ServiceContext, signal: AbortSignal): Promise<void> {
  const assets = await expireAssets(ctx, { signal })
  const orphans = await sweepOrphans(ctx)
  const limits = await expireLimits(ctx)
  const traces = await sweepTraces(ctx)
  const { rows: orphanRows, files: orphanFiles } = orphans
  ctx.log('info', 'assets.expired', { assets, orphanRows, orphanFiles, limits, traces })
}
