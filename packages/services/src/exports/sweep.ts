import { asService } from '@plotline/db'
import { sql } from 'kysely'
import type { ServiceContext } from '../context.ts'
import { queueSchema } from '../queue/queues.ts'
import { failExport } from './fail.ts'
import { exhaustedExport } from './failures.ts'

/** Longer than any delivery pauses between its tries. */
const quiet = sql<Date>`now() - interval '1 minute'`
/** Whoever waited has read by then how it ended. */
const kept = sql<Date>`now() - interval '1 hour'`

/**
 * Ends exports that no delivery will ever end, and forgets those that failed an hour ago; a completed one goes with its
 * file. Answers how many were ended.
 */
export async function sweepExports(ctx: ServiceContext): Promise<number> {
  const { rows } = await asService(ctx.db, (tx) =>
    sql<{ id: string }>`
      select export.id
      from exports as export
      where export.status in ('pending', 'processing') and export.updated_at < ${quiet}
        and not exists (
          select from ${sql.table(`${queueSchema}.job`)} as delivery
          where delivery.name in ('write', 'write-dead')
            and delivery.data ->> 'exportId' = export.id::text
            and delivery.state in ('created', 'retry', 'active')
        )
      limit 100
    `.execute(tx),
  )
  for (const { id } of rows) await failExport(ctx, { exportId: id }, exhaustedExport)
  await asService(ctx.db, (tx) =>
    tx.deleteFrom('exports').where('status', '=', 'failed').where('finished_at', '<', kept).execute(),
  )
  return rows.length
}
