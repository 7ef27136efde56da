import { ImageError, type ImageErrorCode, ModelError } from '@plotline/imaging'
import { type Failure, StorageRefusal } from '@plotline/services'
import { z } from 'zod'
import { isAllocation } from '../threads/memory.ts'
import { ThreadError, type ThreadFailure } from '../threads/threads.ts'

const creditBack = 'Your credit is back.'

/** Why a job can never succeed, for machines, with the sentence for the person who waits; a null one comes with the error. */
const sentences = {
  unsupported_type: null,
  empty: null,
  too_large: null,
  unreadable: null,
  original_missing: 'The picture is no longer there. Upload it again.',
  model_missing: 'The model that should find the subject is not available. Choose “auto” instead.',
  nothing_to_draw: null,
  too_complex:
    'The drawing took more memory or time than one may. Fewer dots or strokes, less density, detail or passes will help.',
  result_too_large: 'The drawing is too large to be kept. Fewer dots, strokes or passes will help.',
  not_drawable: null,
  our_fault:
    'The drawing could not be made, by a fault on our side. Another style or other settings may work.',
} as const satisfies Record<string, string | null>
export type FailureCode = keyof typeof sentences
export const failureCodes = Object.keys(sentences) as FailureCode[]

/** A job that ends badly for a reason we know; thrown by our own steps. */
export class JobFailure extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, sentence?: string) {
    super(sentence ?? sentences[code] ?? code)
    this.name = 'JobFailure'
    this.code = code
  }
}

/** Of what a decoder says, this alone may be otherwise at the next try: that it could not start, or was ended from outside. */
const imageFailures = {
  unsupported_type: 'unsupported_type',
  empty: 'empty',
  too_large: 'too_large',
  unreadable: 'unreadable',
  decoder_missing: null,
  decoder_killed: null,
} as const satisfies Record<ImageErrorCode, FailureCode | null>

/** What the thread was given is the same at every try, and so is what it throws; that it died is not. */
const threadFailures = {
  memory: 'too_complex',
  time: 'too_complex',
  thrown: 'our_fault',
  died: null,
} as const satisfies Record<ThreadFailure, FailureCode | null>

/**
 * Why a job can never succeed, so that it ends at once; null for what may pass by itself and is tried again: lost
 * connections, answers of 5xx, time limits, full disks, and whatever is not known here.
 */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof JobFailure) return { code: error.code, sentence: `${error.message} ${creditBack}` }
  if (error instanceof ImageError) return say(imageFailures[error.code], error.message)
  if (error instanceof ModelError) return say('model_missing')
  if (error instanceof ThreadError) {
    return say(error.code === undefined ? threadFailures[error.reason] : 'not_drawable', error.message)
  }
  if (error instanceof StorageRefusal) {
    return say(error.code === 'too_large' ? 'result_too_large' : 'our_fault')
  }
  if (error instanceof z.ZodError) return say('our_fault')
  if (isAllocation(error)) return say('too_complex')
  return null
}

function say(code: FailureCode | null, sentence: string = ''): Failure | null {
  return code && { code, sentence: `${sentences[code] ?? `${sentence.replace(/\.$/, '')}.`} ${creditBack}` }
}
