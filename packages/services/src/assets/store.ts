import { randomUUID } from 'node:crypto'
import { asService, type Tx } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { hoursFromNow } from '../database-time.ts'
import { type AssetKind, assetKinds, pendingKeepHours } from '../storage/kinds.ts'
import { StorageRefusal } from '../storage/refusal.ts'
import { removeAssets } from './remove.ts'

export type FileToStore = {
  /** Given where a file that is stored again is to be the same one. */
  readonly id?: string
  readonly kind: Exclude<AssetKind, 'original'>
  readonly userId: string
  readonly jobId: string
  /** What it is within its job: `svg`, `json`, `hpgl:hp7475a` … */
  readonly format: string
  readonly extension: string
  readonly contentType: string
  readonly filename: string
  readonly bytes: Uint8Array
}

export type StoredFile = { readonly id: string; readonly bucket: string; readonly path: string }

/**
 * Stores a file that a job made: first a pending row, then the bytes, so that no bytes are without a row. The
 * caller marks it ready with what it belongs to. `admit` may refuse it before the row is there; a row whose bytes could
 * not be stored is taken back. Throws `StorageRefusal` for a file that its bucket does not take.
 */
export async function storeFile(
  ctx: ServiceContext,
  file: FileToStore,
  { admit }: { admit?: (tx: Tx) => Promise<void> } = {},
): Promise<StoredFile> {
  const { bucket, mostBytes } = assetKinds[file.kind]
  if (file.bytes.byteLength > mostBytes) {
    throw new StorageRefusal(
      'too_large',
      `Expected a file of at most ${mostBytes} bytes for ${bucket}, got ${file.bytes.byteLength}.`,
    )
  }
  const { id = randomUUID() } = file
  const path = `${file.userId}/${id}.${file.extension}`
  // Media types have no case; a bucket's list of them does.
  const contentType = file.contentType.toLowerCase()
  await asService(ctx.db, async (tx) => {
    await admit?.(tx)
    await tx
      .insertInto('assets')
      .values({
        id,
        user_id: file.userId,
        job_id: file.jobId,
        kind: file.kind,
        bucket,
        path,
        content_type: contentType,
        bytes: file.bytes.byteLength,
        filename: file.filename,
        format: file.format,
        status: 'pending',
        expires_at: hoursFromNow(pendingKeepHours),
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ bytes: file.bytes.byteLength }))
      .execute()
  })
  try {
    await ctx.storage.upload(bucket, path, file.bytes, contentType)
  } catch (error) {
    await dropPending(ctx, id).catch((failure: unknown) =>
      ctx.log('warn', 'assets.pending_left', { assetId: id, message: String(failure) }),
    )
    throw error
  }
  return { id, bucket, path }
}

/** Takes back a file that never became ready, row and whatever bytes there are. */
export async function dropPending(ctx: ServiceContext, id: string): Promise<void> {
  const asset = await asService(ctx.db, (tx) =>
    tx
      .selectFrom('assets')
      .select(['id', 'bucket', 'path'])
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .executeTakeFirst(),
  )
  if (asset) await removeAssets(ctx, [asset])
}
