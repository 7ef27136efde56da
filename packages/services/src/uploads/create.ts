import { randomUUID } from 'node:crypto'
import { asService } from '@plotline/db'
import { imageFormats, sniffImageType } from '@plotline/vectorizer'
import type { z } from 'zod'
import type { Actor, ServiceContext } from '../context.ts'
import { maxUploadBytes, type uploadRequestSchema, type uploadResponseSchema } from '../contract/uploads.ts'
import { hoursFromNow } from '../database-time.ts'
import { DomainError } from '../error.ts'
import { uploadCapFlagSchema } from '../flags/flags.ts'
import { readFlag } from '../flags/read.ts'
import { assetKinds, pendingKeepHours } from '../storage/kinds.ts'
import { supportedSentence } from './image-types.ts'

/**
 * Makes a pending original and answers where its bytes go. The type is told from the first bytes; what was
 * really uploaded is looked at again when a job is made from it.
 * Throws `unsupported_type` and `too_large`.
 */
export async function createUpload(
  ctx: ServiceContext,
  actor: Actor,
  input: z.infer<typeof uploadRequestSchema>,
): Promise<z.infer<typeof uploadResponseSchema>> {
  const type = sniffImageType(Buffer.from(input.head, 'base64'))
  if (!type) throw new DomainError('unsupported_type', supportedSentence)

  const { contentType, extension } = imageFormats[type]
  const { bucket } = assetKinds.original
  const assetId = randomUUID()
  const path = `${actor.userId}/${assetId}.${extension}`
  await asService(ctx.db, async (tx) => {
    const user = await tx.selectFrom('users').select('tier').where('id', '=', actor.userId).executeTakeFirst()
    if (!user) throw new DomainError('not_found')
    const caps = await readFlag(tx, 'uploads.max_bytes', uploadCapFlagSchema, ctx.log)
    assertFits(input.bytes, caps?.[user.tier] ?? maxUploadBytes)
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

function assertFits(bytes: number, cap: number): void {
  if (bytes <= cap) return
  const megabytes = Math.floor((10 * cap) / (1024 * 1024)) / 10
  throw new DomainError('too_large', `Files up to ${megabytes} MB are taken; this one is larger.`)
}
