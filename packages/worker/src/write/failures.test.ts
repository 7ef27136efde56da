import { StorageRefusal } from '@plotline/services'
import { expect, test } from 'vitest'
import { WriteTimeout, writeFailureOf } from './failures.ts'

test('a file that takes too long to write is too large; storage that does not answer may do so later', () => {
  expect(writeFailureOf(new WriteTimeout('too long'))).toMatchObject({ code: 'too_large' })
  const silence = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
  expect(writeFailureOf(silence)).toBeNull()
  expect(writeFailureOf(new Error('ECONNRESET'))).toBeNull()
})

test('what storage refuses for its size is refused for good', () => {
  expect(writeFailureOf(new StorageRefusal('too_large', 'more than 50 MB'))).toMatchObject({
    code: 'too_large',
  })
})
