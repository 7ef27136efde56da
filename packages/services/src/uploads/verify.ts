import { imageFormats } from '@plotline/vectorizer'
import { removeAssets } from '../assets/remove.ts'
import type { Actor, ServiceContext } from '../context.ts'
import { DomainError } from '../error.ts'
import type { Bucket } from '../storage/kinds.ts'
import { readUploadCap, tooLarge } from './cap.ts'
import { takeType } from './take-type.ts'

/** Enough for a camera's EXIF, thumbnail and profile, behind which a JPEG tells its size. */
const headBytes = 256 * 1024

/**
 * Looks at what was really uploaded: its size and its first bytes, by one ranged read. A file that cannot be drawn, is
 * larger than was announced or than the person's tier may send is removed, row and bytes. Throws `upload_missing`, `unreadable_image`, `unsupported_type`, `too_large`.
 */
export async function verifyUpload(
  ctx: ServiceContext,
  actor: Actor,
  asset: { id: string; bucket: string; path: string; bytes: string | number; status: string },
): Promise<{ contentType: string; bytes: number }> {
  const found = await ctx.storage.readHead(asset.bucket as Bucket, asset.path, headBytes)
  if (!found) throw new DomainError('upload_missing')
  const refuse = async (error: DomainError) => {
    await removeAssets(ctx, [asset])
    throw error
  }
  if (found.size === 0) return refuse(new DomainError('unreadable_image', 'The file is empty.'))
  // One that was let in before stays what it was, whatever the cap has become.
  if (asset.status === 'pending') {
    const cap = await readUploadCap(ctx, actor)
    if (found.size > cap) return refuse(tooLarge(cap))
    if (found.size > Number(asset.bytes)) {
      return refuse(new DomainError('too_large', 'The file is larger than was announced. Send it again.'))
    }
  }
  try {
    const type = takeType(found.head, { isWhole: found.head.length >= found.size })
    return { contentType: imageFormats[type].contentType, bytes: found.size }
  } catch (error) {
    if (error instanceof DomainError) return refuse(error)
    throw error
  }
}
