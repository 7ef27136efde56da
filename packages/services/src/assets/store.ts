import { randomUUID } from 'node:crypto'
import { asService } from '@plotline/db'
import type { ServiceContext } from '../context.ts'
import { type AssetKind, assetKinds, hoursFromNow, pendingKeepHours } from '../storage/kinds.ts'

export type FileToStore = {
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
 * caller marks it ready (`markFileReady`, or `completeJob` for all files of a job at once).
 */
export async function storeFile(ctx: ServiceContext, file: FileToStore): Promise<StoredFile> {
  const { bucket } = assetKinds[file.kind]
  const id = randomUUID()
  const path = `${file.userId}/${id}.${file.extension}`
  // Media types have no case; a bucket's list of them does.
  const contentType = file.contentType.toLowerCase()
  await asService(ctx.db, (tx) =>
    tx
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
      .execute(),
  )
  await ctx.storage.upload(bucket, path, file.bytes, contentType)
  return { id, bucket, path }
}

/** Makes a stored file show, for as long as its kind is kept. */
export async function markFileReady(ctx: ServiceContext, id: string, kind: AssetKind): Promise<void> {
  await asService(ctx.db, (tx) =>
    tx
      .updateTable('assets')
      .set({ status: 'ready', expires_at: hoursFromNow(assetKinds[kind].keepHours) })
      .where('id', '=', id)
      .execute(),
  )
}
