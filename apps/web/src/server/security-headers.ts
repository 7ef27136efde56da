/** What every answer carries, whoever makes it; on https also that the site is nowhere else. `http/door.ts` adds it. */
export function headersOfEveryAnswer(siteUrl: string): readonly (readonly [string, string])[] {
  return siteUrl.startsWith('https:') ? [...fixedHeaders, strictTransport] : fixedHeaders
}

const strictTransport = ['strict-transport-security', 'max-age=63072000; includeSubDomains'] as const
const fixedHeaders = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  // The camera is ours alone: a phone takes the photo in the file picker.
  [
    'permissions-policy',
    'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), browsing-topics=()',
  ],
] as const

/**
 * The policy of our pages. Scripts run by nonce only. Styles may be inline: the component primitives position
 * things by style attributes and elements, and a style runs nothing. Storage's origin takes the uploads and
 * gives the pictures; the engine's preview runs in a worker of ours, and the decoder of HEIC in another, as wasm.
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
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
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
