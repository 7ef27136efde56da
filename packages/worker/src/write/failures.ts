import { DomainError, type ExportFailure, exportFailureSchema, StorageRefusal } from '@plotline/services'
import { ThreadError } from '../threads/threads.ts'

/** How long one file may take to be written. */
export const writeMs = 120_000

/** Thrown where the writing itself took longer than one may. What storage does not answer in time may pass by itself. */
export class WriteTimeout extends Error {
  override readonly name = 'WriteTimeout'
}

/**
 * Why a file can never be written so, in a sentence for the person who waits; null when trying again may help (a lost
 * connection, storage that did not answer, a full disk, a thread that died).
 */
export function writeFailureOf(error: unknown): ExportFailure | null {
  if (error instanceof ThreadError && error.reason === 'memory') {
    return tooLarge('The drawing takes more memory than there is to write it so.')
  }
  if (error instanceof StorageRefusal && error.code === 'too_large') {
    return tooLarge('The file is larger than one that can be kept.')
  }
  if (error instanceof WriteTimeout) {
    return tooLarge(`The drawing cannot be written so within ${writeMs / 1000} seconds.`)
  }
  if (!(error instanceof DomainError || error instanceof ThreadError)) return null
  const code = exportFailureSchema.safeParse(error.code)
  return code.success ? { code: code.data, sentence: error.message } : null
}

function tooLarge(sentence: string): ExportFailure {
  return {
    code: 'too_large',
    sentence: `${sentence} Another format, or a drawing of less detail, is smaller.`,
  }
}
