import { imageFormats, sniffImageType } from '@plotline/vectorizer'
import { removeAssets } from '../assets/remove.ts'
import type { ServiceContext } from '../context.ts'
import { maxUploadBytes } from '../contract/uploads.ts'
import { DomainError } from '../error.ts'
import type { Bucket } from '../storage/kinds.ts'
import { supportedSentence } from './image-types.ts'

const headBytes = 4096

/**
 * Looks at what was really uploaded: its size and its first bytes, by one ranged read. A file that is no picture
 * is removed, row and bytes. Throws `upload_missing`, `unreadable_image`, `unsupported_type`, `too_large`.
 */
export async function verifyUpload(
  ctx: ServiceContext,
  asset: { id: string; bucket: string; path: string },
): Promise<{ contentType: string; bytes: number }> {
  const found = await ctx.storage.readHead(asset.bucket as Bucket, asset.path, headBytes)
  if (!found) throw new DomainError('upload_missing')
  const refuse = async (error: DomainError) => {
    await removeAssets(ctx, [asset])
    throw error
  }
  if (found.size === 0) return refuse(new DomainError('unreadable_image', 'The file is empty.'))
  if (found.size > maxUploadBytes) return refuse(new DomainError('too_large'))
  const type = sniffImageType(found.head)
  if (!type) return refuse(new DomainError('unsupported_type', supportedSentence))
  return { contentType: imageFormats[type].contentType, bytes: found.size }
}
