import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { isFromAnotherSite } from '../http/loopback.ts'
import { sendJson } from '../http/reply.ts'
import { serveOnLoopback } from '../http/server.ts'
import type { PortChoice } from '../ports.ts'
import { inboxCss, inboxJs } from './assets.ts'
import { framedMail, inboxPage } from './page.ts'
import { startSmtp } from './smtp.ts'
import { MessageStore } from './store.ts'

export interface Inbox {
  url: string
  port: number
  smtpPort: number
  stop(): Promise<void>
}

const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation'

/**
 * Starts the mail inbox: SMTP on one port; a page and a JSON API on another. The newest 200 mails are kept in
 * `<dataDir>/inbox`.
 */
export async function startInbox(options: {
  dataDir: string
  port: PortChoice
  smtpPort: PortChoice
  log: (line: string) => void
}): Promise<Inbox> {
  const { port, log } = options
  const store = await MessageStore.open(join(options.dataDir, 'inbox'))
  const smtp = await startSmtp({ port: options.smtpPort, store, log })
  try {
    const server = await serveOnLoopback({
      port,
      onError: (error) => log(`inbox: ${error instanceof Error ? error.stack : error}`),
      handle: (req, res) => answer(store, req, res),
    })
    return {
      url: server.url,
      port: server.port,
      smtpPort: smtp.port,
      async stop() {
        await server.stop()
        await smtp.stop()
      },
    }
  } catch (error) {
    await smtp.stop()
    throw error
  }
}

async function answer(store: MessageStore, req: IncomingMessage, res: ServerResponse): Promise<void> {
  req.resume()
  const url = new URL(req.url ?? '/', 'http://127.0.0.1')
  const { pathname } = url
  if (pathname === '/api/messages' && req.method === 'DELETE') {
    if (isFromAnotherSite(req)) return sendJson(res, 403, { error: 'Sent from another site.' })
    await store.clear()
    return sendJson(res, 200, { data: [] })
  }
  if (req.method !== 'GET' && req.method !== 'HEAD') return notFound(res)
  if (pathname === '/api/messages')
    return sendJson(res, 200, { data: store.list(url.searchParams.get('to')) })
  if (pathname === '/api/newest') return sendJson(res, 200, { data: store.list()[0]?.id ?? '' })
  if (pathname === '/inbox.css') return send(res, 'text/css', inboxCss, pagePolicy)
  if (pathname === '/inbox.js') return send(res, 'text/javascript', inboxJs, pagePolicy)
  if (pathname === '/') return send(res, 'text/html', inboxPage(store.list(), undefined), pagePolicy)
  const [, id, part] = /^\/messages\/([0-9a-f-]+)(\/html)?$/.exec(pathname) ?? []
  const message = id ? store.find(id) : undefined
  if (!message) return notFound(res)
  if (part) return send(res, 'text/html', framedMail(message), mailPolicy)
  return send(res, 'text/html', inboxPage(store.list(), message), pagePolicy)
}

function send(res: ServerResponse, type: string, body: string, policy: string): void {
  res.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  res.end(body)
}

function notFound(res: ServerResponse): void {
  sendJson(res, 404, { error: 'Nothing here. The inbox is at /.' })
}
