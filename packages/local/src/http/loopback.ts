import type { IncomingMessage } from 'node:http'

/** Whether a Host header names this machine's loopback: 127.0.0.1, localhost (or below it) or [::1]. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d+$/, '').toLowerCase()
  return (
    name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || Boolean(name?.endsWith('.localhost'))
  )
}

/**
 * Whether a browser sends this for a page of another site: its `Origin` is not the very one it was sent to (`null` is
 * everybody's), or, where there is none, `Sec-Fetch-Site` says so. What is no browser sends neither.
 */
export function isFromAnotherSite({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  if (origin !== undefined) return origin !== `http://${host}`
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/** Whether a path is text that can be decoded and stored: no half of a character, no U+0000. */
export function isPlainUrl(url: string): boolean {
  try {
    return !decodeURIComponent(url.replace(/\?.*$/s, '')).includes('\0') && !url.includes('%00')
  } catch {
    return false
  }
}

/**
 * The origins that are the site itself: `siteUrl` as given, and on loopback the same port by its other names, since
 * people type both `localhost` and `127.0.0.1`.
 */
export function siteOrigins(siteUrl: string): ReadonlySet<string> {
  const site = new URL(siteUrl)
  const origins = new Set([site.origin])
  if (!isLoopbackHost(site.host)) return origins
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const other = new URL(site)
    other.hostname = name
    origins.add(other.origin)
  }
  return origins
}
