/**
 * True when a write comes from our own pages. Browsers send `Origin` with every write and scripts cannot forge
 * it; ours is the site's, or the very scheme and host the request went to (a phone on the local network). Where there
 * is none, `Sec-Fetch-Site` must say so. A client that is no browser sends `Origin` itself.
 */
export function isSameOrigin(headers: Headers, siteUrl: string): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  if (origin === siteUrl) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  return host === headers.get('host') && protocol === schemeOf(headers, siteUrl)
}

/**
 * What a request came by, as its browser saw it: nothing comes to a site on https by any other way, and to one on http
 * by https only where a proxy in front (a tunnel to a phone) says so.
 */
function schemeOf(headers: Headers, siteUrl: string): string {
  if (siteUrl.startsWith('https:')) return 'https:'
  const [nearestTheBrowser = ''] = (headers.get('x-forwarded-proto') ?? '').split(',')
  return nearestTheBrowser.trim().toLowerCase() === 'https' ? 'https:' : 'http:'
}
