import { parseArgs } from 'node:util'

/**
 * Runs the expiry once, in a process whose clock is so many days ahead: `node expire.ts --days 31`, with the worker's own
 * environment. Started by the chaos run.
 */
const { values } = parseArgs({ options: { days: { type: 'string', default: '0' } } })
const aheadMs = Number(values.days) * 86_400_000
const RealDate = Date
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) =>
    given.length === 0 ? new target(RealDate.now() + aheadMs) : Reflect.construct(target, given),
  get: (target, name) => (name === 'now' ? () => target.now() + aheadMs : Reflect.get(target, name)),
})

const {
  closeServiceContext,
  createServiceContext,
  expireAssets,
  expireLimits,
  sweepOrphans,
  sweepStuckJobs,
} = await import('../../../packages/services/src/index.ts')
const { DATABASE_URL = '', SUPABASE_URL = '', SUPABASE_SECRET_KEY = '', SITE_URL = '' } = process.env
const ctx = await createServiceContext({
  databaseUrl: DATABASE_URL,
  supabaseUrl: SUPABASE_URL,
  secretKey: SUPABASE_SECRET_KEY,
  siteUrl: SITE_URL,
  queueRole: 'web',
})
await expireAssets(ctx)
await sweepOrphans(ctx)
await sweepStuckJobs(ctx)
await expireLimits(ctx)
await closeServiceContext(ctx)
