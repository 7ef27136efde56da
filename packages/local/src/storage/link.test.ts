import { expect, test } from 'vitest'
import { signToken, verifyToken } from '../gateway/jwt.ts'
import { checkLink, signLink } from './link.ts'

const secret = 'a secret that is long enough to be one'
const place = { bucket: 'b', name: 'f/a.png' }

test('a link opens what it was made for', () => {
  const token = signLink({ purpose: 'upload', ...place, owner: 'me', upsert: true }, secret, 60)
  expect(checkLink(token, { purpose: 'upload', ...place }, secret)).toMatchObject({
    owner: 'me',
    upsert: true,
  })
})

test('and nothing else', () => {
  const token = signLink({ purpose: 'download', ...place }, secret, 60)
  const opens = (text: string | null, link: Parameters<typeof checkLink>[1], key = secret) => {
    try {
      return Boolean(checkLink(text, link, key))
    } catch {
      return false
    }
  }
  expect(opens(token, { purpose: 'download', ...place })).toBe(true)
  expect(opens(token, { purpose: 'upload', ...place })).toBe(false)
  expect(opens(token, { purpose: 'download', bucket: 'b', name: 'f/b.png' })).toBe(false)
  expect(opens(token, { purpose: 'download', ...place }, 'another secret')).toBe(false)
  expect(opens(null, { purpose: 'download', ...place })).toBe(false)
  expect(
    opens(signLink({ purpose: 'download', ...place }, secret, 0), { purpose: 'download', ...place }),
  ).toBe(false)
  expect(verifyToken(token, secret), 'a link is no session').toBeNull()
  const session = signToken({ purpose: 'download', url: 'b/f/a.png' }, secret, 60)
  expect(opens(session, { purpose: 'download', ...place }), 'a session is no link').toBe(false)
})

test.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d', '{}.{}.{}'])('%j is no token', (token) => {
  expect(verifyToken(token, secret)).toBeNull()
})
