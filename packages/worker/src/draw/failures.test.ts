import { ImageError, ModelError } from '@plotline/imaging'
import { StorageRefusal } from '@plotline/services'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ThreadError } from '../threads/threads.ts'
import { type FailureCode, failureCodes, failureOf, JobFailure } from './failures.ts'

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const permanent: [error: unknown, code: FailureCode][] = [
  [new ImageError('unreadable', 'The JPEG is broken'), 'unreadable'],
  [new ImageError('empty', 'The file is empty'), 'empty'],
  [new ImageError('too_large', 'The picture has 300 megapixels'), 'too_large'],
  [new ImageError('unsupported_type', 'Not a picture'), 'unsupported_type'],
  [new ModelError('missing', 'not here'), 'model_missing'],
  [new JobFailure('nothing_to_draw', 'Nothing.'), 'nothing_to_draw'],
  [new JobFailure('original_missing'), 'original_missing'],
  [new ThreadError('The thread took 901 MB of memory.', 'memory'), 'too_complex'],
  [new ThreadError('The thread took longer than 720000 ms.', 'time'), 'too_complex'],
  [new ThreadError('The drawing has 3 layers of no pen', 'thrown', { code: 'bad_drawing' }), 'not_drawable'],
  [new ThreadError('x is not a function', 'thrown'), 'our_fault'],
  [new StorageRefusal('too_large', 'Payload too large'), 'result_too_large'],
  [new StorageRefusal('unsupported_type', 'mime type'), 'our_fault'],
  [z.number().safeParse('one').error, 'our_fault'],
  [thrownBy(() => new ArrayBuffer(1e15)), 'too_complex'],
  [thrownBy(() => 'x'.repeat(2 ** 30)), 'too_complex'],
  [thrownBy(() => new Array(-1)), 'too_complex'],
]

const passing: unknown[] = [
  Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
  new Error('Could not upload to the bucket artifacts: HTTP 503 error'),
  new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
  new TypeError('fetch failed', { cause: new Error('ECONNRESET') }),
  new ImageError('decoder_missing', 'The decoder process could not be started'),
  new ImageError('decoder_killed', 'The decoder was ended from outside (SIGKILL). Try again.'),
  new ThreadError('The drawing thread ended with code 1.', 'died'),
  new RangeError('Expected 3 pens, got 2.'),
  'a string',
]

describe('failureOf', () => {
  it.each(permanent)('%s ends the job at once, in sentences that give the credit back', (error, code) => {
    const failure = failureOf(error)
    expect(failure?.code).toBe(code)
    expect(failure?.sentence).toMatch(/^[A-Z].*[^.]\. Your credit is back\.$/)
  })

  it.each(passing)('%s is tried again', (error) => {
    expect(failureOf(error)).toBeNull()
  })

  it('has a case here for every code there is', () => {
    expect(new Set(permanent.map(([, code]) => code))).toEqual(new Set(failureCodes))
  })
})
