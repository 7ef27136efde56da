import { expect, test } from 'vitest'
import { assertNotHosted } from './guard.ts'
import { isLoopbackHost, siteOrigins } from './http/loopback.ts'

test('names the variables of a hosted project that are set', () => {
  expect(() => assertNotHosted({})).not.toThrow()
  expect(() => assertNotHosted({ SUPABASE_URL: '', PORT: '3000' })).not.toThrow()
  expect(() =>
    assertNotHosted({ SUPABASE_URL: 'https://abc.supabase.co', DATABASE_URL: 'postgres://x' }),
  ).toThrow('SUPABASE_URL, DATABASE_URL')
})

test.each(['127.0.0.1', '127.0.0.1:54421', 'localhost', 'LOCALHOST:80', '[::1]:1', 'app.localhost:3000'])(
  '%s is loopback',
  (host) => expect(isLoopbackHost(host)).toBe(true),
)

test.each([
  undefined,
  '',
  'evil.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example:80',
  '0.0.0.0',
  '10.0.0.1',
])('%s is not', (host) => expect(isLoopbackHost(host)).toBe(false))

test('a site on loopback goes by its three names, another by its one', () => {
  expect([...siteOrigins('http://localhost:3000/x')].sort()).toEqual([
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://localhost:3000',
  ])
  expect([...siteOrigins('https://plotline.example')]).toEqual(['https://plotline.example'])
})
