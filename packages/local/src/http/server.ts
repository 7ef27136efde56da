import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen, type PortChoice } from '../ports.ts'
import { isLoopbackHost, isPlainUrl } from './loopback.ts'
import { sendJson } from './reply.ts'

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

export interface LoopbackServer {
  url: string
  port: number
  stop(): Promise<void>
}

/**
 * Serves `handle` on 127.0.0.1 and nowhere else. A request whose Host is not loopback gets 421: that is how a page
 * elsewhere would reach us through a name that it points at 127.0.0.1 (DNS rebinding).
 */
export async function serveOnLoopback(options: {
  port: PortChoice
  handle: Handler
  onError: (error: unknown) => void
}): Promise<LoopbackServer> {
  const { handle, onError } = options
  const server = createServer((req, res) => {
    if (!isLoopbackHost(req.headers.host)) {
      req.resume()
      return sendJson(res, 421, {
        code: 421,
        error_code: 'misdirected_request',
        msg: 'This server answers on loopback only.',
      })
    }
    if (!isPlainUrl(req.url ?? '/')) {
      req.resume()
      return sendJson(res, 400, {
        code: 400,
        error_code: 'validation_failed',
        msg: 'The path cannot be decoded.',
      })
    }
    handle(req, res).catch((error) => {
      if (!isHangUp(error)) onError(error)
      if (res.headersSent) res.destroy()
      else sendJson(res, 500, { code: 500, error_code: 'unexpected_failure', msg: 'Internal server error' })
    })
  })
  // Slow uploads are welcome: the machine talks to itself.
  server.requestTimeout = 0
  // Longer than any client of ours keeps an idle connection: one that we close while they send on it fails their call.
  server.keepAliveTimeout = 65_000
  const port = await listen(server, options.port)
  server.on('error', onError)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The other side closed the connection before we were done: its choice, not our fault. */
function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE'
}
