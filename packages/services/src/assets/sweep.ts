import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { hoursFromNow } from '../database-time.ts'
import { type Bucket, buckets } from '../storage/kinds.ts'

const batchSize = 500
/** Younger ones may be in the making: no upload of ours and no link to upload lasts longer. */
const minAgeHours = 3

/**
 * Finds what the expiry can never meet, both ways: ready rows whose bytes are gone, and bytes that no row knows.
 * Both are removed. Answers how many of each.
 */
export async function sweepOrphans(ctx: ServiceContext): Promise<{ rows: number; files: number }> {
  const before = hoursFromNow(-minAgeHours)
  const rows = await asService(ctx.db, (tx) =>
    sql<{ id: string }>`
      delete from assets as asset
      where asset.status = 'ready' and asset.created_at < ${before}
        and not exists (
          select from storage.objects as object
          where object.bucket_id = asset.bucket and object.name = asset.path
        )
      returning asset.id
    `.execute(tx),
  )
  const lost = await asService(ctx.db, (tx) =>
    sql<{ bucket_id: Bucket; name: string }>`
      select object.bucket_id, object.name
      from storage.objects as object
      where object.bucket_id in (${sql.join(buckets)}) and object.created_at < ${before}
        and not exists (
          select from assets as asset
          where asset.bucket = object.bucket_id and asset.path = object.name
        )
      limit ${batchSize}
    `.execute(tx),
  )
  for (const bucket of buckets) {
    const paths = lost.rows.filter(({ bucket_id }) => bucket_id === bucket).map(({ name }) => name)
    if (paths.length > 0) await ctx.storage.remove(bucket, paths)
  }
  return { rows: rows.rows.length, files: lost.rows.length }
}
