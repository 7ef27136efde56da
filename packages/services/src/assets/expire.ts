import { asService } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { now } from '../database-time.ts'
import { removeAssets } from './remove.ts'

const batchSize = 200

/**
 * Removes every asset whose time is over, row and bytes, in batches. An original that a running job still needs
 * is left for the next run. A file that cannot be removed now keeps its row and is tried again. Answers how many.
 */
export async function expireAssets(
  ctx: ServiceContext,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number> {
  let removed = 0
  while (!signal?.aborted) {
    const expired = await asService(ctx.db, (tx) =>
      tx
        .selectFrom('assets')
        .select(['id', 'bucket', 'path'])
        .where('expires_at', '<=', now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('jobs')
                .select('jobs.id')
                .whereRef('jobs.asset_id', '=', 'assets.id')
                .where('jobs.status', 'in', ['pending', 'processing']),
            ),
          ),
        )
        .orderBy('expires_at')
        .limit(batchSize)
        .execute(),
    )
    if (expired.length === 0) break
    await removeAssets(ctx, expired)
    removed += expired.length
  }
  return removed
}
