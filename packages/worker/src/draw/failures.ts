import { ImageError, ModelError } from '@plotline/imaging'
import type { Failure } from '@plotline/services'
import { z } from 'zod'
import { ThreadError } from '../threads/threads.ts'

const creditBack = 'Your credit is back.'

/** A job that ends badly for a reason we know; thrown by our own steps. */
export class JobFailure extends Error {
  readonly code: string

  constructor(code: string, sentence: string) {
    super(sentence)
    this.name = 'JobFailure'
    this.code = code
  }
}

/**
 * Why a job can never succeed, in a sentence for the person who waits; null when trying again may help
 * (a lost connection, a full disk).
 */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof JobFailure) return say(error.code, error.message)
  if (error instanceof ImageError) return say(error.code, `${error.message}.`)
  if (error instanceof ModelError) {
    return say(
      'model_missing',
      'The model that should find the subject is not available. Choose “auto” instead.',
    )
  }
  if (error instanceof ThreadError && error.isOutOfMemory) {
    return say('too_complex', 'The drawing became too large. Less detail or density will help.')
  }
  if (error instanceof z.ZodError) {
    return say('invalid_recipe', 'The settings of this drawing are no longer understood. Choose them anew.')
  }
  return null
}

function say(code: string, sentence: string): Failure {
  return { code, sentence: `${sentence} ${creditBack}` }
}
