import { isIPv6 } from 'node:net'

/** Set by us from the socket on every request (see `peer.ts`); what a client sends under this name is overwritten. */
export const peerHeader = 'x-plotline-peer'

/**
 * The address a request counts against. With no proxy in front that is the socket's peer; behind `hops` proxies
 * of ours it is the entry of `X-Forwarded-For` that the outermost of them wrote, never one the client wrote.
 * An IPv6 address is cut to its /64, for one household has all of it.
 */
export function clientAddress(headers: Headers, hops: number): string {
  const forwarded = headers.get('x-forwarded-for')?.split(',') ?? []
  const chain = [...forwarded, headers.get(peerHeader) ?? '']
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  if (!headers.has(peerHeader)) return 'unknown'
  return network(chain[Math.max(0, chain.length - 1 - hops)] ?? 'unknown')
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const start = head === '' ? [] : head.split(':')
  const end = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : 8 - start.length - end.length
  const groups = [...start, ...Array<string>(gap).fill('0'), ...end]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
