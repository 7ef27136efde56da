import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { peerHeader } from './client-address.ts'

/**
 * Writes the socket's address into each request before Next sees it. Next hands no socket to its handlers and
 * trusts an `X-Forwarded-For` that the client made up; Node's own channel is the one place before that.
 */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[peerHeader] = request.socket.remoteAddress ?? ''
  })
}
