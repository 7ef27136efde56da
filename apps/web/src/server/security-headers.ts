/** Headers of every page and file; `next.config.ts` sets them. What depends on the request is in `proxy.ts`. */
export const fixedHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  // The camera is ours alone: a phone takes the photo in the file picker.
  {
    key: 'Permissions-Policy',
    value: 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), browsing-topics=()',
  },
]

/** Strict transport for a site on https, nothing for one that is not. */
export function hsts(siteUrl: string): [string, string][] {
  return siteUrl.startsWith('https:')
    ? [['strict-transport-security', 'max-age=63072000; includeSubDomains']]
    : []
}

/**
 * The policy of our pages. Scripts run by nonce only. Styles may be inline: the component primitives position
 * things by style attributes and elements, and a style runs nothing. Storage's origin takes the uploads and
 * gives the pictures; the engine's preview runs in a worker of ours.
 */
export function contentSecurityPolicy({
  nonce,
  storageUrl,
  siteUrl,
  development,
}: {
  nonce: string
  storageUrl: string
  siteUrl: string
  development: boolean
}): string {
  const directives: Record<string, string> = {
    'default-src': "'self'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    'style-src': "'self' 'unsafe-inline'",
    'img-src': `'self' data: blob: ${storageUrl}`,
    'font-src': "'self'",
    'connect-src': `'self' ${storageUrl}${development ? ' ws:' : ''}`,
    'worker-src': "'self' blob:",
    'manifest-src': "'self'",
    'media-src': "'none'",
    'object-src': "'none'",
    'frame-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    ...(siteUrl.startsWith('https:') ? { 'upgrade-insecure-requests': '' } : {}),
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ')
}
