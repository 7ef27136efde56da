import { ImageError, ModelError } from '@plotline/imaging'
import { describe, expect, it } from 'vitest'
import { ThreadError } from '../threads/threads.ts'
import { failureOf, JobFailure } from './failures.ts'

describe('failureOf', () => {
  it.each([
    [new ImageError('unreadable', 'The JPEG is broken'), 'unreadable'],
    [new ModelError('missing', 'not here'), 'model_missing'],
    [new JobFailure('nothing_to_draw', 'Nothing.'), 'nothing_to_draw'],
    [new ThreadError('heap', { isOutOfMemory: true }), 'too_complex'],
  ])('%s ends the job, in a sentence that gives the credit back', (error, code) => {
    const failure = failureOf(error)
    expect(failure?.code).toBe(code)
    expect(failure?.sentence).toMatch(/^[A-Z].*\. Your credit is back\.$/)
  })

  it.each([new Error('connect ECONNREFUSED'), new ThreadError('a bug'), 'a string'])(
    '%s is tried again',
    (error) => {
      expect(failureOf(error)).toBeNull()
    },
  )
})
