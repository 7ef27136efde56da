import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { headersOfEveryAnswer } from '../security-headers.ts'
import { peerHeader } from './client-address.ts'

/** Where a request is led whose path cannot be decoded: Next would answer it by 500. `api/[...path]` says what is wrong. */
export const malformedPath = '/api/malformed-path'

/**
 * Stands before Next, on Node's own channel, which is the one place that every request and every answer passes: pages,
 * files, redirects, streams and what Next refuses by itself. Writes the socket's address into the request, for Next
 * hands no socket to its handlers and trusts an `X-Forwarded-For` that the client made up; and adds to the answer what
 * every answer carries.
 */
export function standAtTheDoor(siteUrl: string): void {
  const always = headersOfEveryAnswer(siteUrl)
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    request.headers[peerHeader] = request.socket.remoteAddress ?? ''
    if (!isDecodable(request.url ?? '')) request.url = malformedPath
    completeAnswer(response, always)
  })
}

/** Of a query, unlike a path, the wrong part is kept as it is by whoever reads it. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

/** Adds, when the head is written, the headers that are not there, and its charset to a type that is text. */
function completeAnswer(response: ServerResponse, always: readonly (readonly [string, string])[]): void {
  const writeHead = response.writeHead.bind(response)
  // Node calls this one, too, for a head that nobody wrote. It has three forms; what they end with is the headers.
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const given = rest.at(-1)
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
      for (const [name, value] of Object.entries(given))
        if (value !== undefined) response.setHeader(name, value)
    }
    for (const [name, value] of always) if (!response.hasHeader(name)) response.setHeader(name, value)
    const type = response.getHeader('content-type')
    if (typeof type === 'string') response.setHeader('content-type', withCharset(type))
    return typeof rest[0] === 'string' ? writeHead(status, rest[0]) : writeHead(status)
  }
}

/** All our text is UTF-8. */
function withCharset(type: string): string {
  const isText = /^(text\/|[^;]*(\/|\+)(json|xml)\b|application\/(javascript|problem))/i.test(type)
  return isText && !/;\s*charset=/i.test(type) ? `${type}; charset=utf-8` : type
}
