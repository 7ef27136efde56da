import { createDatabase } from '../../packages/db/src/index.ts'
import type { LimitedEndpoint } from '../../packages/services/src/index.ts'

/** Lets tests and benchmarks, which all come from one address, do these things often: 100,000 times a minute. */
export async function raiseLimits(databaseUrl: string, endpoints: readonly LimitedEndpoint[]): Promise<void> {
  const db = createDatabase({ url: databaseUrl, max: 1 })
  const often = { free: { limit: 100_000, windowSeconds: 60 } }
  const value = JSON.stringify(Object.fromEntries(endpoints.map((endpoint) => [endpoint, often])))
  try {
    await db
      .insertInto('flags')
      .values({ key: 'limits', value, description: 'Tests and benchmarks come often' })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
  } finally {
    await db.destroy()
  }
}
