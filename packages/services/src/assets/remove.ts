import { asService } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { now } from '../database-time.ts'
import { type Bucket, buckets } from '../storage/kinds.ts'

type Stored = { readonly id: string; readonly bucket: string; readonly path: string }

/**
 * Removes assets for good, row and bytes. First the rows are marked expired, so that nobody is handed a link;
 * then the bytes go; then the rows. Whoever dies in between leaves a marked row, and the next run of the expiry
 * finishes it: bytes without a row, or a row that promises bytes, are never left.
 */
export async function removeAssets(ctx: ServiceContext, assets: readonly Stored[]): Promise<void> {
  if (assets.length === 0) return
  const ids = assets.map(({ id }) => id)
  await asService(ctx.db, (tx) =>
    tx
      .updateTable('assets')
      .set({ expires_at: new Date(0) })
      .where('id', 'in', ids)
      .where('expires_at', '>', now)
      .execute(),
  )
  for (const bucket of buckets) {
    const paths = assets.filter((asset) => asset.bucket === bucket).map(({ path }) => path)
    if (paths.length > 0) await ctx.storage.remove(bucket as Bucket, paths)
  }
  await asService(ctx.db, (tx) => tx.deleteFrom('assets').where('id', 'in', ids).execute())
}
