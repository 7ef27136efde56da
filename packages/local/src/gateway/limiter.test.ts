import { expect, test } from 'vitest'
import { Limiter } from './limiter.ts'
import { openToken, sealToken } from './link-token.ts'

test('lets through the limit in any window, and says how long to wait', () => {
  let now = 0
  const limiter = new Limiter(2, 10_000, () => now)
  expect(limiter.waitSeconds('a')).toBe(0)
  limiter.count('a')
  now = 4_000
  limiter.count('a')
  expect(limiter.waitSeconds('a')).toBe(6)
  expect(limiter.waitSeconds('b')).toBe(0)
  now = 10_001
  expect(limiter.waitSeconds('a')).toBe(0)
  limiter.count('a')
  expect(limiter.waitSeconds('a')).toBe(4)
  limiter.forget('a')
  expect(limiter.waitSeconds('a')).toBe(0)
})

test('a sealed token opens with the secret that sealed it, whole and unchanged', () => {
  const hash = 'a1'.repeat(32)
  const sealed = sealToken(hash, 'secret')
  expect(openToken(sealed, 'secret')).toBe(hash)
  expect(openToken(sealed, 'other')).toBeNull()
  expect(openToken(hash, 'secret')).toBeNull()
  expect(openToken(sealed.replace('a1', 'a2'), 'secret')).toBeNull()
  expect(openToken('', 'secret')).toBeNull()
})
