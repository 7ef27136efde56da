import { errorCodes } from '@plotline/services/contract'
import { expect, test } from 'vitest'
import { CallError, messageOf } from './problem.ts'

const problem = (code: (typeof errorCodes)[number]) => ({
  type: 'about:blank',
  title: 'The title',
  status: 400,
  code,
  requestId: 'r',
})

test.each(errorCodes)('%s is a sentence without an exclamation mark', (code) => {
  const words = messageOf(new CallError(code, problem(code)))
  expect(words.length).toBeGreaterThan(8)
  expect(words).not.toMatch(/!|undefined|null/)
})

test.each([
  [30, '30 seconds'],
  [300, '5 minutes'],
  [7200, '2 hours'],
  [null, 'a few minutes'],
])('a limit says how long to wait: %s', (seconds, words) => {
  expect(messageOf(new CallError('rate_limited', problem('rate_limited'), seconds))).toContain(
    `try again in ${words}.`,
  )
})

test('an invalid request names the field', () => {
  const error = new CallError('invalid_request', {
    ...problem('invalid_request'),
    issues: [{ path: 'displayName', message: 'too long' }],
  })
  expect(messageOf(error)).toBe('displayName: too long')
})
