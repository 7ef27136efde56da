import { asService } from '@plotline/db'
import { sql } from 'kysely'
import { dropPending, storeFile } from '../assets/store.ts'
import type { ServiceContext } from '../context.ts'
import { hoursFromNow } from '../database-time.ts'
import { DomainError } from '../error.ts'
import { requireRoom } from '../limits/storage.ts'
import { assetKinds, mostFileBytes } from '../storage/kinds.ts'
import type { RenderedExport } from './render.ts'
import type { ExportClaim } from './start.ts'

/**
 * Stores a written file and completes its export with it. The file has the export's own id, so that deliveries that
 * repeat make no second one. Answers false, and leaves nothing, where the claim is void. Throws `too_large` and `storage_full`.
 */
export async function storeExport(
  ctx: ServiceContext,
  claim: ExportClaim,
  file: RenderedExport,
): Promise<boolean> {
  const { exportId, userId, jobId, format } = claim
  if (file.bytes.byteLength > mostFileBytes) {
    const megabytes = Math.round(mostFileBytes / 1024 ** 2)
    throw new DomainError(
      'too_large',
      `The file is larger than ${megabytes} MB. Another format, or a drawing of less detail, is smaller.`,
    )
  }
  const asset = { id: exportId, kind: 'artifact', userId, jobId, format, ...file } as const
  await storeFile(ctx, asset, {
    admit: (tx) => requireRoom(ctx, tx, { userId }, { bytes: file.bytes.byteLength, besides: exportId }),
  })
  const isDone = await complete(ctx, claim, file.warnings)
  if (!isDone) await dropAbandoned(ctx, exportId)
  return isDone
}

async function complete(
  ctx: ServiceContext,
  { exportId, attempt }: ExportClaim,
  warnings: readonly string[],
): Promise<boolean> {
  return asService(ctx.db, async (tx) => {
    const done = await tx
      .updateTable('exports')
      .set({
        status: 'completed',
        asset_id: exportId,
        warnings: [...warnings],
        finished_at: sql<Date>`now()`,
      })
      .where('id', '=', exportId)
      .where('attempt', '=', attempt)
      .where('status', '=', 'processing')
      .returning('id')
      .executeTakeFirst()
    if (!done) return false
    await tx
      .updateTable('assets')
      .set({ status: 'ready', expires_at: hoursFromNow(assetKinds.artifact.keepHours) })
      .where('id', '=', exportId)
      .execute()
    return true
  })
}

/** The file of an export that nobody writes any more; a newer claim on it stores the same file. */
async function dropAbandoned(ctx: ServiceContext, exportId: string): Promise<void> {
  const held = await asService(ctx.db, (tx) =>
    tx
      .selectFrom('exports')
      .select('id')
      .where('id', '=', exportId)
      .where('status', '!=', 'failed')
      .executeTakeFirst(),
  )
  if (!held) await dropPending(ctx, exportId)
}
