/**
 * True when a write comes from our own pages. Browsers send `Origin` with every write and scripts cannot forge
 * it; ours is the site's, or the very host the request went to (a phone on the local network). Where there is
 * none, `Sec-Fetch-Site` must say so. A client that is no browser sends `Origin` itself.
 */
export function isSameOrigin(headers: Headers, siteUrl: string): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  if (origin === siteUrl) return true
  return URL.canParse(origin) && new URL(origin).host === headers.get('host')
}
