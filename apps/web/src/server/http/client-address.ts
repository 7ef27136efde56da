import { isIPv4, isIPv6 } from 'node:net'

/** Set by us from the socket on every request (see `door.ts`); what a client sends under this name is overwritten. */
export const peerHeader = 'x-plotline-peer'

/** All whose address cannot be told, and what is written there is none, are one. */
const nobody = 'unknown'

/**
 * The address a request counts against. With no proxy in front that is the socket's peer; behind `hops` proxies
 * of ours it is the entry of `X-Forwarded-For` that the outermost of them wrote, never one the client wrote. A request
 * with fewer entries than that came around a proxy and counts by its peer.
 */
export function clientAddress(headers: Headers, hops: number): string {
  const peer = headers.get(peerHeader)
  if (peer === null) return nobody
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').filter((entry) => entry.trim() !== '')
  return subjectOf([...forwarded, peer].at(-1 - hops) ?? peer)
}

/**
 * One name for one client, however its address is written: with a port, in brackets or quotes, with a zone, IPv4 as
 * IPv6. An IPv6 address is cut to its /64, for one household has all of it.
 */
function subjectOf(entry: string): string {
  const address = withoutPort(entry.trim().replace(/^"(.*)"$/, '$1')).replace(/%.*$/, '')
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return nobody
  const groups = groupsOf(address)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return dotted(groups.slice(6))
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

/** `[2001:db8::1]:4711` and `192.0.2.1:4711` without what is not the address. */
function withoutPort(entry: string): string {
  const [, inBrackets] = /^\[([^\]]*)\](?::\d+)?$/.exec(entry) ?? []
  return inBrackets ?? entry.replace(/^([^:]*):\d+$/, '$1')
}

/** The eight groups of an address that is IPv6. */
function groupsOf(address: string): number[] {
  const [head = [], tail] = address.split('::').map(numbersOf)
  if (!tail) return head
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

/** Groups of 16 bits, of which an IPv4 address at the end is two. */
function numbersOf(part: string): number[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => {
    if (!isIPv4(group)) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

function dotted(groups: readonly number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 255]).join('.')
}
