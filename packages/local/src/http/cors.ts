import type { IncomingMessage, ServerResponse } from 'node:http'

const allowedHeaders =
  'apikey, authorization, cache-control, content-type, if-none-match, prefer, range, accept-profile, content-profile, ' +
  'x-client-info, x-metadata, x-retry-count, x-supabase-api-version, x-upsert'
const exposedHeaders =
  'accept-ranges, content-disposition, content-length, content-range, etag, preference-applied, retry-after, ' +
  'x-sb-error-code'

/**
 * Lets pages of the site, and no other origin, read our answers. Answers a preflight itself and then returns true;
 * call it first.
 */
export function answerCors(req: IncomingMessage, res: ServerResponse, origins: ReadonlySet<string>): boolean {
  const origin = req.headers.origin
  const isPreflight = req.method === 'OPTIONS' && Boolean(req.headers['access-control-request-method'])
  res.setHeader('vary', 'origin')
  if (origin && origins.has(origin)) {
    res.setHeader('access-control-allow-origin', origin)
    res.setHeader('access-control-expose-headers', exposedHeaders)
    if (isPreflight) {
      res.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE')
      res.setHeader('access-control-allow-headers', allowedHeaders)
      res.setHeader('access-control-max-age', '600')
      if (req.headers['access-control-request-private-network']) {
        res.setHeader('access-control-allow-private-network', 'true')
      }
    }
  }
  if (!isPreflight) return false
  res.writeHead(204)
  res.end()
  return true
}
