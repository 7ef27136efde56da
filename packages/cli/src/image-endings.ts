import { imageFormats } from '@plotline/vectorizer/image'

/** What the names of pictures end in. */
export const imageEndings: readonly string[] = [
  ...new Set(Object.entries(imageFormats).flatMap(([name, { extension }]) => [name, extension])),
  'jpe',
  'tif',
  'heif',
]
