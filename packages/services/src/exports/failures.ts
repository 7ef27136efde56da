import { z } from 'zod'

/** What a file can end as that was not written: codes of the HTTP contract. */
export const exportFailureSchema = z.enum([
  'invalid_request',
  'gone',
  'too_large',
  'storage_full',
  'unavailable',
  'internal',
])

/** Why an export failed, and a sentence for the person who waits. */
export type ExportFailure = {
  readonly code: z.infer<typeof exportFailureSchema>
  readonly sentence: string
}

/** What a person reads when we are to blame and the tries are spent. */
export const exhaustedExport: ExportFailure = {
  code: 'unavailable',
  sentence: 'The file could not be written after several tries. Try again in a minute.',
}
