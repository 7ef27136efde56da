import { asService } from '@plotline/db'
import { sql } from 'kysely'
import { dropPending } from '../assets/store.ts'
import type { ServiceContext } from '../context.ts'
import type { ExportFailure } from './failures.ts'

/**
 * Ends an export badly, once, and takes back what was stored of it. With an `attempt` only that claim may do it;
 * without one (the delivery is dead) whoever holds it. Answers false when there was nothing to end.
 */
export async function failExport(
  ctx: ServiceContext,
  { exportId, attempt }: { exportId: string; attempt?: number },
  { code, sentence }: ExportFailure,
): Promise<boolean> {
  const failed = await asService(ctx.db, (tx) => {
    const query = tx
      .updateTable('exports')
      .set({ status: 'failed', failure_code: code, failure: sentence, finished_at: sql<Date>`now()` })
      .where('id', '=', exportId)
      .where('status', 'in', ['pending', 'processing'])
      .returning('id')
    return (attempt === undefined ? query : query.where('attempt', '=', attempt)).executeTakeFirst()
  })
  if (failed) await dropPending(ctx, exportId)
  return failed !== undefined
}
