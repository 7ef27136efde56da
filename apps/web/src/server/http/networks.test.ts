import { expect, it } from 'vitest'
import { prefixOf } from './networks.ts'

it('puts every /64 of a customer into one /48, and leaves IPv4 alone', () => {
  expect(prefixOf('2001:db8:7:1::/64')).toBe('2001:db8:7::/48')
  expect(prefixOf('2001:db8:7:ffff::/64')).toBe('2001:db8:7::/48')
  expect(prefixOf('2001:db8:8:1::/64')).toBe('2001:db8:8::/48')
  for (const other of ['192.0.2.7', 'unknown']) expect(prefixOf(other)).toBeNull()
})
