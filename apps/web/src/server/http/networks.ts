import type { Networks } from '@plotline/services'
import { env } from '../env.ts'
import { clientAddress } from './client-address.ts'
import { hashed } from './limit.ts'

/** Where a request comes from, for what is given once per network. */
export function networksOf(request: Request): Networks {
  const address = clientAddress(request.headers, env().trustedProxyHops)
  const prefix = prefixOf(address)
  return { address: hashed(address), ...(prefix ? { prefix: hashed(prefix) } : {}) }
}

/** The /48 around an IPv6 /64: what one customer of a provider has whole, 65,536 times a /64. */
export function prefixOf(address: string): string | null {
  const groups = /^([^:]+:[^:]+:[^:]+):[^:]+::\/64$/.exec(address)?.[1]
  return groups ? `${groups}::/48` : null
}
