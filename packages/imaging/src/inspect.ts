import { examineImage, type ImageInfo } from '@plotline/vectorizer'
import { ImageError } from './errors.ts'

/**
 * Reads type, upright size and number of pages from an image's header, in pure JavaScript and without decoding,
 * so that bombs are refused within milliseconds. Throws `ImageError`.
 */
export async function inspectImage(bytes: Uint8Array): Promise<ImageInfo> {
  const examined = examineImage(bytes, { isWhole: true })
  if (examined.outcome === 'image') return examined.info
  // Of a whole file nothing is unclear.
  const { code, message } =
    examined.outcome === 'refused'
      ? examined.refusal
      : ({ code: 'unreadable', message: 'The header can’t be read' } as const)
  throw new ImageError(code, message)
}
