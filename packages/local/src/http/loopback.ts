/** Whether a Host header names this machine's loopback: 127.0.0.1, localhost (or below it) or [::1]. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d+$/, '').toLowerCase()
  return (
    name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || Boolean(name?.endsWith('.localhost'))
  )
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
