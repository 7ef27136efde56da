import { randomUUID } from 'node:crypto'
import { asService } from '@plotline/db'
import { imageFormats } from '@plotline/vectorizer'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import type { uploadRequestSchema, uploadResponseSchema } from '../contract/uploads.ts'
import { hoursFromNow } from '../database-time.ts'
import { requireRoom } from '../limits/storage.ts'
import { assetKinds, pendingKeepHours } from '../storage/kinds.ts'
import { readUploadCap, tooLarge } from './cap.ts'
import { requirePlace } from './require-place.ts'
import { takeType } from './take-type.ts'

/**
 * Makes a pending original and answers where its bytes go. The type is told from the first bytes; what was
 * really uploaded is looked at again when a job is made from it.
 * Throws `unsupported_type`, `too_large`, `unreadable_image`, `too_many_uploads`, `storage_full` and `not_found`.
 */
export async function createUpload(
  ctx: ServiceContext,
  actor: Actor,
  input: z.infer<typeof uploadRequestSchema>,
): Promise<z.infer<typeof uploadResponseSchema>> {
  const head = Buffer.from(input.head, 'base64')
  const type = takeType(head, { isWhole: head.length >= input.bytes })
  const { contentType, extension } = imageFormats[type]
  const { bucket } = assetKinds.original
  const assetId = randomUUID()
  const path = `${actor.userId}/${assetId}.${extension}`
  const cap = await readUploadCap(ctx, actor)
  if (input.bytes > cap) throw tooLarge(cap)
  await asService(ctx.db, async (tx) => {
    await requirePlace(ctx, tx, actor)
    await requireRoom(ctx, tx, actor, { bytes: input.bytes })
    await tx
      .insertInto('assets')
      .values({
        id: assetId,
        user_id: actor.userId,
        kind: 'original',
        bucket,
        path,
        content_type: contentType,
        bytes: input.bytes,
        filename: input.filename,
        status: 'pending',
        expires_at: hoursFromNow(pendingKeepHours),
      })
      .execute()
  })
  const upload = await ctx.storage.signUpload(bucket, path)
  return {
    assetId,
    contentType,
    upload: { method: 'PUT', headers: { 'content-type': contentType }, ...upload },
  }
}
