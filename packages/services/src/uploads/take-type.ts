import { examineImage, type ImageRefusal, type ImageType } from '@plotline/vectorizer'
import type { ErrorCode } from '../contract/errors.ts'
import { DomainError } from '../error.ts'

const codes: Record<ImageRefusal['code'], ErrorCode> = {
  empty: 'unsupported_type',
  unreadable: 'unreadable_image',
  unsupported_type: 'unsupported_type',
  too_large: 'too_large',
}

/**
 * The type of a picture by its first bytes. What those already show to be none that can be drawn is refused before anyone
 * pays: another type, camera raw, more pixels than its format is taken with. Throws `unsupported_type`, `too_large`,
 * `unreadable_image`.
 */
export function takeType(head: Uint8Array, { isWhole }: { readonly isWhole: boolean }): ImageType {
  const examined = examineImage(head, { isWhole })
  if (examined.outcome === 'image') return examined.info.type
  if (examined.outcome === 'unclear') return examined.type
  const { code, message } = examined.refusal
  throw new DomainError(codes[code], `${message}.`)
}
